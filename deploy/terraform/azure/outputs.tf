output "cluster" {
  description = "az aks get-credentials --resource-group <resource_group> --name <name>"
  value = {
    resource_group = azurerm_resource_group.this.name
    name           = azurerm_kubernetes_cluster.this.name
  }
}

output "vault_uri" {
  description = "Where secrets are; mongodb-url and redis-url are there already."
  value       = azurerm_key_vault.this.vault_uri
}

output "secrets_client_id" {
  description = "Client id of the service account external-secrets/external-secrets."
  value       = azurerm_user_assigned_identity.secrets.client_id
}

output "prometheus_query_endpoint" {
  description = "Data source of Grafana for the cluster's own metrics."
  value       = azurerm_monitor_workspace.this.query_endpoint
}

output "backups" {
  description = "Container for backups."
  value       = "${azurerm_storage_account.this.primary_blob_endpoint}${azurerm_storage_container.backups.name}"
}

output "endpoint_network" {
  description = "Network of MongoDB (port 10260) and Redis (10000): the chart's network.to.mongodb and network.to.redis."
  value       = one(azurerm_subnet.endpoints.address_prefixes)
}
