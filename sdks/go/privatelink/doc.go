// AWS PrivateLink patterns as components, the same for Pulumi, Terraform and CloudFormation.
package privatelink
