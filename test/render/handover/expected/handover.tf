# Written by onward 0.0.0: what exists now, to be held by Terraform. Nothing here creates or destroys.
# For Terraform 1.7 or newer and the provider aliyun/alicloud 1.289.0 or newer; an older one may not know
# every name under ignore_changes: take out those that it names.
# Put it into the module that holds the state, and take out the resource blocks of what is removed here.
# `terraform plan` must say "0 to add, 0 to change, 0 to destroy"; apply nothing else.
# What your state holds already under another name: take out its import, and keep your own resource.

# AckCluster/prod-hangzhou
# An import writes the cluster’s certificates into the state (certificate_authority): keep that state like a secret.

# Not in the state: nothing happens. Under another name there: write that one.
removed {
  from = alicloud_cs_kubernetes.prod-hangzhou

  lifecycle {
    destroy = false
  }
}

import {
  to = alicloud_cs_managed_kubernetes.prod-hangzhou
  id = "c82e6987e2961451182edacd74faf0003"
}

resource "alicloud_cs_managed_kubernetes" "prod-hangzhou" {
  name                = "prod-hangzhou"
  cluster_spec        = "ack.pro.small"
  vswitch_ids         = ["vsw-a", "vsw-b"]
  service_cidr        = "172.21.0.0/20"
  proxy_mode          = "ipvs"
  cluster_domain      = "cluster.local"
  timezone            = "Asia/Shanghai"
  deletion_protection = true
  enable_rrsa         = true

  lifecycle {
    prevent_destroy = true

    ignore_changes = [
      auto_mode,
      control_plane_log_components,
      custom_san,
      encryption_provider_key,
      name_prefix,
      new_nat_gateway,
      node_cidr_mask,
      pod_cidr,
      slb_internet_enabled,
      tags,
    ]
  }
}

import {
  to = alicloud_slb_load_balancer.prod-hangzhou-api
  id = "lb-bp1o94dp5i6ea"
}

resource "alicloud_slb_load_balancer" "prod-hangzhou-api" {
  load_balancer_name   = "ManagedK8SSlbIntranet"
  address_type         = "intranet"
  vswitch_id           = "vsw-a"
  load_balancer_spec   = "slb.s1.small"
  instance_charge_type = "PayBySpec"
  delete_protection    = "on"

  lifecycle {
    prevent_destroy = true

    ignore_changes = [
      address_ip_version,
      bandwidth,
      internet_charge_type,
      modification_protection_reason,
    ]
  }
}

import {
  to = alicloud_cs_kubernetes_node_pool.prod-hangzhou-default-nodepool
  id = "c82e6987e2961451182edacd74faf0003:np1"
}

resource "alicloud_cs_kubernetes_node_pool" "prod-hangzhou-default-nodepool" {
  cluster_id           = "c82e6987e2961451182edacd74faf0003"
  node_pool_name       = "default-nodepool"
  vswitch_ids          = ["vsw-a"]
  instance_types       = ["ecs.c6.xlarge"]
  instance_charge_type = "PostPaid"

  lifecycle {
    prevent_destroy = true

    ignore_changes = [
      auto_renew,
      auto_renew_period,
      compensate_with_on_demand,
      containerd_config,
      data_disks,
      deployment_set_id,
      desired_size,
      install_cloud_monitor,
      instance_patterns,
      internet_charge_type,
      internet_max_bandwidth_out,
      key_name,
      kubelet_configuration,
      labels,
      login_as_non_root,
      on_demand_base_capacity,
      on_demand_percentage_above_base_capacity,
      password,
      period,
      period_unit,
      pre_user_data,
      private_pool_options,
      rds_instances,
      security_hardening_os,
      soc_enabled,
      spot_instance_pools,
      spot_instance_remedy,
      spot_price_limit,
      system_disk_bursting_enabled,
      system_disk_encrypt_algorithm,
      system_disk_encrypted,
      system_disk_kms_key,
      system_disk_performance_level,
      system_disk_provisioned_iops,
      system_disk_size,
      system_disk_snapshot_policy_id,
      tags,
      taints,
      unschedulable,
      user_data,
    ]
  }
}

import {
  to = alicloud_cs_kubernetes_node_pool.prod-hangzhou-_GPU
  id = "c82e6987e2961451182edacd74faf0003:np2"
}

resource "alicloud_cs_kubernetes_node_pool" "prod-hangzhou-_GPU" {
  cluster_id     = "c82e6987e2961451182edacd74faf0003"
  node_pool_name = "默认/GPU"

  lifecycle {
    prevent_destroy = true

    ignore_changes = [
      auto_renew,
      auto_renew_period,
      compensate_with_on_demand,
      containerd_config,
      data_disks,
      deployment_set_id,
      desired_size,
      install_cloud_monitor,
      instance_charge_type,
      instance_patterns,
      instance_types,
      internet_charge_type,
      internet_max_bandwidth_out,
      key_name,
      kubelet_configuration,
      labels,
      login_as_non_root,
      on_demand_base_capacity,
      on_demand_percentage_above_base_capacity,
      password,
      period,
      period_unit,
      pre_user_data,
      private_pool_options,
      rds_instances,
      security_hardening_os,
      soc_enabled,
      spot_instance_pools,
      spot_instance_remedy,
      spot_price_limit,
      system_disk_bursting_enabled,
      system_disk_encrypt_algorithm,
      system_disk_encrypted,
      system_disk_kms_key,
      system_disk_performance_level,
      system_disk_provisioned_iops,
      system_disk_size,
      system_disk_snapshot_policy_id,
      tags,
      taints,
      unschedulable,
      user_data,
      vswitch_ids,
    ]
  }
}

import {
  to = alicloud_oss_bucket.prod-hangzhou-prod-move
  id = "prod-move"
}

resource "alicloud_oss_bucket" "prod-hangzhou-prod-move" {
  bucket        = "prod-move"
  storage_class = "IA"

  lifecycle {
    prevent_destroy = true

    ignore_changes = [
      cors_rule,
      force_destroy,
      lifecycle_rule,
      lifecycle_rule_allow_same_action_overlap,
      logging,
      policy,
      redundancy_type,
      referer_config,
      server_side_encryption_rule,
      tags,
      transfer_acceleration,
      versioning,
      website,
    ]
  }
}

import {
  to = alicloud_ram_policy.prod-hangzhou-k8sMasterRolePolicy-1f2e
  id = "k8sMasterRolePolicy-1f2e"
}

resource "alicloud_ram_policy" "prod-hangzhou-k8sMasterRolePolicy-1f2e" {
  policy_name = "k8sMasterRolePolicy-1f2e"
  policy_document = jsonencode({
    "Version" = "1"
    "Statement" = [
      {
        "Effect"   = "Allow"
        "Action"   = ["oss:PutObject", "oss:GetObject"]
        "Resource" = ["acs:oss:*:*:prod-move/*"]
      },
      {
        "Effect"   = "Deny"
        "Action"   = "ecs:*"
        "Resource" = "*"
        "Condition" = {
          "StringNotLike" = {
            "acs:SourceVpc" = "$${vpc}"
            "acs:UserAgent" = "%%{x}"
          }
        }
      },
    ]
  })

  lifecycle {
    prevent_destroy = true

    ignore_changes = [
      description,
      tags,
    ]
  }
}

import {
  to = alicloud_ram_role_policy_attachment.prod-hangzhou-k8sMasterRolePolicy-1f2e-KubernetesMasterRole-1f2e
  id = "role:k8sMasterRolePolicy-1f2e:Custom:KubernetesMasterRole-1f2e"
}

resource "alicloud_ram_role_policy_attachment" "prod-hangzhou-k8sMasterRolePolicy-1f2e-KubernetesMasterRole-1f2e" {
  policy_name = "k8sMasterRolePolicy-1f2e"
  policy_type = "Custom"
  role_name   = "KubernetesMasterRole-1f2e"

  lifecycle {
    prevent_destroy = true
  }
}
