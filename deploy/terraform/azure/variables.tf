variable "subscription_id" {
  description = "Subscription that everything is made in."
  type        = string
}

variable "name" {
  description = "Begins the name of everything; several of those names are unique in all of Azure."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{2,11}$", var.name))
    error_message = "The name is 3 to 12 small letters and digits and begins with a letter."
  }
}

variable "environment" {
  description = "dev, staging or prod; prod is spread over zones and keeps a standby of MongoDB and Redis."
  type        = string

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "The environment is dev, staging or prod."
  }
}

variable "location" {
  description = "Azure region, with availability zones for prod."
  type        = string
  default     = "westeurope"
}

variable "address_space" {
  description = "Network of the fleet, a /16; pods have an overlay of their own."
  type        = string
  default     = "10.40.0.0/16"

  validation {
    condition     = can(cidrnetmask(var.address_space)) && endswith(var.address_space, "/16")
    error_message = "The network is a /16, such as 10.40.0.0/16."
  }
}

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, such as 1.33; patches come by themselves."
  type        = string
}

variable "operator_networks" {
  description = "Networks that may reach the API server of Kubernetes and put secrets into the vault, such as 203.0.113.0/24."
  type        = list(string)

  validation {
    condition     = length(var.operator_networks) > 0 && !contains(var.operator_networks, "0.0.0.0/0")
    error_message = "Name the networks of the operators, and not all of them."
  }
}

variable "admin_group_object_ids" {
  description = "Object ids of the Entra ID groups that administer the cluster."
  type        = list(string)
}

variable "node_size" {
  description = "Virtual machine of the nodes that services run on."
  type        = string
  default     = "Standard_D4ds_v5"
}

variable "node_count" {
  description = "Least and most nodes that services run on."
  type        = object({ min = number, max = number })
  default     = { min = 3, max = 10 }

  validation {
    condition     = var.node_count.min >= 1 && var.node_count.max >= var.node_count.min
    error_message = "There is at least one node, and the most are no fewer than the least."
  }
}

variable "mongodb_tier" {
  description = "Compute tier of Cosmos DB for MongoDB (vCore)."
  type        = string
  default     = "M30"
}

variable "mongodb_storage_gb" {
  description = "Storage of MongoDB in GB."
  type        = number
  default     = 128
}

variable "redis_sku" {
  description = "SKU of Managed Redis. Limits and caches only, so the smallest serves long."
  type        = string
  default     = "Balanced_B0"
}

variable "log_retention_days" {
  description = "How long logs are kept."
  type        = number
  default     = 30
}

variable "alert_email" {
  description = "Who is told of alerts of Azure's own."
  type        = string
}
