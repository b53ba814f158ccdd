// A Kubernetes API server for tests: etcd, kube-apiserver and the controller that counts what a PodDisruptionBudget allows,
// in one process and on loopback alone. There is no scheduler, no kubelet and no garbage collector.
//
//	api-server version                                  says which Kubernetes this is
//	api-server certificates FOLDER USER[/GROUP]...      writes an authority, and what it signed, for one server
//	api-server serve ETCD_FOLDER KUBECONFIG FLAGS...    serves until it is told to end, or until its stdin ends
//
// FLAGS are kube-apiserver's own, without --etcd-servers. KUBECONFIG is the controller's: whoever it names may do everything.
// The stdin is a leash: held open by whoever starts this, it ends with them, however they end.
package main

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/scale"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/component-base/cli"
	"k8s.io/component-base/version"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/pkg/controller/disruption"
)

func main() {
	args := os.Args[1:]
	switch {
	case len(args) == 1 && args[0] == "version":
		fmt.Println(version.Get().GitVersion)
	case len(args) >= 2 && args[0] == "certificates":
		writeCertificates(args[1], args[2:])
	case len(args) >= 3 && args[0] == "serve":
		os.Exit(serve(args[1], args[2], args[3:]))
	default:
		fmt.Fprintln(os.Stderr, "usage: api-server version | certificates FOLDER USER[/GROUP]... | serve ETCD_FOLDER KUBECONFIG FLAGS...")
		os.Exit(64)
	}
}

func serve(folder, kubeconfig string, flags []string) int {
	go endWithStdin()
	etcd := startEtcd(folder)
	defer etcd.Close()
	go countDisruptions(kubeconfig)
	server := app.NewAPIServerCommand()
	server.SetArgs(append([]string{"--etcd-servers=http://" + etcd.Clients[0].Addr().String()}, flags...))
	return cli.Run(server)
}

// must is for what cannot fail unless the command line is wrong: its panic is the message.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func endWithStdin() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

// startEtcd skips the fsyncs: what is in there need survive this process, not the machine.
func startEtcd(folder string) *embed.Etcd {
	config := embed.NewConfig()
	config.Dir, config.LogLevel, config.UnsafeNoFsync = folder, "error", true
	anyPort := []url.URL{{Scheme: "http", Host: "127.0.0.1:0"}}
	config.ListenClientUrls, config.AdvertiseClientUrls = anyPort, anyPort
	config.ListenPeerUrls, config.AdvertisePeerUrls = anyPort, anyPort
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd := must(embed.StartEtcd(config))
	<-etcd.Server.ReadyNotify()
	return etcd
}

// countDisruptions runs the real controller: a budget's status is its work, and without it every eviction answers 429.
func countDisruptions(kubeconfig string) {
	config := must(clientcmd.BuildConfigFromFlags("", kubeconfig))
	config.QPS, config.Burst = 200, 400
	client := kubernetes.NewForConfigOrDie(config)
	ctx := context.Background()
	waitUntilReady(ctx, client)
	scales := must(scalesOf(config, client))
	all := informers.NewSharedInformerFactory(client, 10*time.Minute)
	controller := disruption.NewDisruptionController(ctx, all.Core().V1().Pods(), all.Policy().V1().PodDisruptionBudgets(),
		all.Core().V1().ReplicationControllers(), all.Apps().V1().ReplicaSets(), all.Apps().V1().Deployments(),
		all.Apps().V1().StatefulSets(), client, scales.mapper, scales.getter, client.Discovery())
	all.Start(ctx.Done())
	controller.Run(ctx)
}

func waitUntilReady(ctx context.Context, client kubernetes.Interface) {
	for {
		answer, err := client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
		if err == nil && string(answer) == "ok" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
}

type scaleReader struct {
	mapper *restmapper.DeferredDiscoveryRESTMapper
	getter scale.ScalesGetter
}

func scalesOf(config *rest.Config, client kubernetes.Interface) (scaleReader, error) {
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(client.Discovery()))
	kinds := scale.NewDiscoveryScaleKindResolver(client.Discovery())
	getter, err := scale.NewForConfig(config, mapper, dynamic.LegacyAPIPathResolverFunc, kinds)
	return scaleReader{mapper, getter}, err
}
