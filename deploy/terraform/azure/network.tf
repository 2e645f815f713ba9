resource "azurerm_virtual_network" "this" {
  name                = local.prefix
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  address_space       = [var.address_space]
  tags                = local.tags
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.this.name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [cidrsubnet(var.address_space, 4, 0)]
}

resource "azurerm_subnet" "endpoints" {
  name                 = "endpoints"
  resource_group_name  = azurerm_resource_group.this.name
  virtual_network_name = azurerm_virtual_network.this.name
  address_prefixes     = [cidrsubnet(var.address_space, 8, 255)]
}

# MongoDB, Redis, the vault and the storage account are reached inside the network alone.
locals {
  endpoints = {
    mongodb = {
      resource    = azurerm_mongo_cluster.this.id
      subresource = "MongoCluster"
      zone        = "privatelink.mongocluster.cosmos.azure.com"
    }
    redis = {
      resource    = azurerm_managed_redis.this.id
      subresource = "redisEnterprise"
      zone        = "privatelink.redis.azure.net"
    }
    vault = {
      resource    = azurerm_key_vault.this.id
      subresource = "vault"
      zone        = "privatelink.vaultcore.azure.net"
    }
    storage = {
      resource    = azurerm_storage_account.this.id
      subresource = "blob"
      zone        = "privatelink.blob.core.windows.net"
    }
  }
}

resource "azurerm_private_dns_zone" "this" {
  for_each = local.endpoints

  name                = each.value.zone
  resource_group_name = azurerm_resource_group.this.name
  tags                = local.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = local.endpoints

  name                  = each.key
  resource_group_name   = azurerm_resource_group.this.name
  private_dns_zone_name = azurerm_private_dns_zone.this[each.key].name
  virtual_network_id    = azurerm_virtual_network.this.id
  tags                  = local.tags
}

resource "azurerm_private_endpoint" "this" {
  for_each = local.endpoints

  name                = "${local.prefix}-${each.key}"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  subnet_id           = azurerm_subnet.endpoints.id
  tags                = local.tags

  private_service_connection {
    name                           = each.key
    private_connection_resource_id = each.value.resource
    subresource_names              = [each.value.subresource]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = each.key
    private_dns_zone_ids = [azurerm_private_dns_zone.this[each.key].id]
  }
}
