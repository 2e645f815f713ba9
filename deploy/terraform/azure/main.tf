data "azurerm_client_config" "current" {}

locals {
  prefix  = "${var.name}-${var.environment}"
  compact = "${var.name}${var.environment}"
  is_prod = var.environment == "prod"
  zones   = local.is_prod ? ["1", "2", "3"] : null

  tags = {
    application = "parley"
    environment = var.environment
    managed_by  = "terraform"
  }
}

resource "azurerm_resource_group" "this" {
  name     = local.prefix
  location = var.location
  tags     = local.tags
}
