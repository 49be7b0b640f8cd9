terraform {
  required_version = ">= 1.9"

  required_providers {
    # Not 6.28.0 to 6.35.1: they make an endpoint anew when its private DNS is turned on or off.
    # https://github.com/hashicorp/terraform-provider-aws/issues/46776
    aws = {
      source                = "hashicorp/aws"
      version               = ">= 5.100, < 7.0, != 6.28.0, != 6.29.0, != 6.30.0, != 6.31.0, != 6.32.0, != 6.32.1, != 6.33.0, != 6.34.0, != 6.35.0, != 6.35.1"
      configuration_aliases = [aws.peer]
    }
  }
}
