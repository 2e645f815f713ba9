resource "random_password" "mongodb" {
  length  = 32
  special = false
}

# vCore, not request units: single-document updates under conditions and unique indexes work as in MongoDB.
resource "azurerm_mongo_cluster" "this" {
  name                   = "${local.prefix}-mongodb"
  resource_group_name    = azurerm_resource_group.this.name
  location               = azurerm_resource_group.this.location
  administrator_username = "parley"
  administrator_password = random_password.mongodb.result
  version                = "8.0"
  shard_count            = 1
  compute_tier           = var.mongodb_tier
  storage_size_in_gb     = var.mongodb_storage_gb
  high_availability_mode = local.is_prod ? "ZoneRedundantPreferred" : "Disabled"
  public_network_access  = "Disabled"
  tags                   = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

# Limits and caches: nothing is kept, and what goes first is what expires soonest. The client speaks to one endpoint.
resource "azurerm_managed_redis" "this" {
  name                      = "${local.prefix}-redis"
  resource_group_name       = azurerm_resource_group.this.name
  location                  = azurerm_resource_group.this.location
  sku_name                  = var.redis_sku
  high_availability_enabled = local.is_prod
  public_network_access     = "Disabled"
  tags                      = local.tags

  default_database {
    access_keys_authentication_enabled = true
    client_protocol                    = "Encrypted"
    clustering_policy                  = "NoCluster"
    eviction_policy                    = "VolatileTTL"
  }
}

# Backups and exports. Documents' files go to an S3-compatible store (docs/containers.md), which Azure Blob is not.
resource "azurerm_storage_account" "this" {
  name                            = "${local.compact}files"
  resource_group_name             = azurerm_resource_group.this.name
  location                        = azurerm_resource_group.this.location
  account_tier                    = "Standard"
  account_replication_type        = local.is_prod ? "ZRS" : "LRS"
  min_tls_version                 = "TLS1_2"
  public_network_access_enabled   = false
  shared_access_key_enabled       = false
  default_to_oauth_authentication = true
  allow_nested_items_to_be_public = false
  tags                            = local.tags

  blob_properties {
    versioning_enabled = true

    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_container" "backups" {
  name                  = "backups"
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}
