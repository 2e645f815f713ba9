resource "azurerm_key_vault" "this" {
  name                          = "${local.compact}vault"
  resource_group_name           = azurerm_resource_group.this.name
  location                      = azurerm_resource_group.this.location
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = true
  tags                          = local.tags

  # From outside the network only the operators, who put secrets in.
  network_acls {
    bypass         = "None"
    default_action = "Deny"
    ip_rules       = var.operator_networks
  }
}

# Whoever applies this writes the two secrets below.
resource "azurerm_role_assignment" "writes_secrets" {
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = data.azurerm_client_config.current.object_id
}

resource "azurerm_key_vault_secret" "this" {
  for_each = {
    mongodb-url = azurerm_mongo_cluster.this.connection_strings[0].value
    redis-url = format(
      "rediss://:%s@%s:%d",
      urlencode(azurerm_managed_redis.this.default_database[0].primary_access_key),
      azurerm_managed_redis.this.hostname,
      azurerm_managed_redis.this.default_database[0].port,
    )
  }

  name         = each.key
  value        = each.value
  key_vault_id = azurerm_key_vault.this.id

  depends_on = [azurerm_role_assignment.writes_secrets]
}

# The service account that brings secrets from the vault into the cluster, without a password of its own.
resource "azurerm_user_assigned_identity" "secrets" {
  name                = "${local.prefix}-secrets"
  resource_group_name = azurerm_resource_group.this.name
  location            = azurerm_resource_group.this.location
  tags                = local.tags
}

resource "azurerm_role_assignment" "reads_secrets" {
  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.secrets.principal_id
}

resource "azurerm_federated_identity_credential" "secrets" {
  name                = "external-secrets"
  resource_group_name = azurerm_resource_group.this.name
  parent_id           = azurerm_user_assigned_identity.secrets.id
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.this.oidc_issuer_url
  subject             = "system:serviceaccount:external-secrets:external-secrets"
}
