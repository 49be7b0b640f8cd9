terraform {
  required_version = ">= 1.9"

  required_providers {
    # Not 6.42.0: it refuses alarms in a plan that are right.
    # https://github.com/hashicorp/terraform-provider-aws/issues/47666
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0, != 6.42.0"
    }
  }
}
