# Copied beside each configuration by the test. Account and Region are chosen by the provider, the
# server by AWS_ENDPOINT_URL.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

variable "account" {
  description = "Account that owns everything not marked otherwise."
  type        = string
}

variable "other_account" {
  description = "Account of consumers and spokes."
  type        = string
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "AKIA${var.account}TEST"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  s3_use_path_style           = true
  # One attempt: a refusal of the emulator is final.
  max_retries = 1
}

# The same account in a second Region.
provider "aws" {
  alias                       = "remote"
  region                      = "ap-southeast-1"
  access_key                  = "AKIA${var.account}TEST"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  max_retries                 = 1
}

# Another account.
provider "aws" {
  alias                       = "other"
  region                      = "us-east-1"
  access_key                  = "AKIA${var.other_account}TEST"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  max_retries                 = 1
}

# The same account in a Region that has to be enabled.
provider "aws" {
  alias                       = "opt_in"
  region                      = "eu-central-2"
  access_key                  = "AKIA${var.account}TEST"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  max_retries                 = 1
}
