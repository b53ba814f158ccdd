package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// pair is a certificate and its key; the first of a folder is the authority that signs the others.
type pair struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// writeCertificates puts into folder what a server and its users need, all of it good for a day and for this one server:
// ca, server and each user as NAME.crt and NAME.key, and the key pair that signs service accounts' tokens. A user is NAME or
// NAME/GROUP: common name and organization, which is how Kubernetes reads a client certificate.
func writeCertificates(folder string, users []string) {
	authority := sign(folder, "ca", pair{}, &x509.Certificate{
		Subject:               pkix.Name{CommonName: "test authority"},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	})
	sign(folder, "server", authority, &x509.Certificate{
		Subject:     pkix.Name{CommonName: "kube-apiserver"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		DNSNames:    []string{"localhost"},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	for _, user := range users {
		name, group, _ := strings.Cut(user, "/")
		subject := pkix.Name{CommonName: name}
		if group != "" {
			subject.Organization = []string{group}
		}
		sign(folder, name, authority, &x509.Certificate{
			Subject:     subject,
			KeyUsage:    x509.KeyUsageDigitalSignature,
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
		})
	}
	writeKeys(folder, "service-accounts", newKey())
}

// sign makes what the template says, signed by the authority, or by itself where there is none yet.
func sign(folder, name string, authority pair, template *x509.Certificate) pair {
	key := newKey()
	template.SerialNumber = must(rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120)))
	template.NotBefore = time.Now().Add(-time.Hour)
	template.NotAfter = time.Now().Add(24 * time.Hour)
	parent, signer := authority.certificate, authority.key
	if parent == nil {
		parent, signer = template, key
	}
	der := must(x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer))
	write(folder, name+".crt", "CERTIFICATE", der)
	writeKeys(folder, name, key)
	return pair{must(x509.ParseCertificate(der)), key}
}

func newKey() *ecdsa.PrivateKey {
	return must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
}

func writeKeys(folder, name string, key *ecdsa.PrivateKey) {
	write(folder, name+".key", "EC PRIVATE KEY", must(x509.MarshalECPrivateKey(key)))
	write(folder, name+".pub", "PUBLIC KEY", must(x509.MarshalPKIXPublicKey(&key.PublicKey)))
}

func write(folder, name, kind string, der []byte) {
	text := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
	if err := os.WriteFile(filepath.Join(folder, name), text, 0o600); err != nil {
		panic(err)
	}
}
