module privatelink-minimal

go 1.25

require (
	github.com/privatelink-io/pulumi-privatelink/sdks/go v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.255.0
)

replace github.com/privatelink-io/pulumi-privatelink/sdks/go => ../../../sdks/go
