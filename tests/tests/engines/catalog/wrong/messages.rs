//! How the messages begin, one per line.

/// Of the Terraform provider.
pub(super) const TERRAFORM: &str = r#"
`wrong/nowhere`, Terraform type: the catalog says `aws_no_such_thing`, the source has no such resource
`wrong/listener`, property `sslPolicy`: the catalog says `sslPolicy`, the source lets nothing of this name be set
`wrong/listener`, property `protocol`: the catalog says number, the source says "string"
`wrong/listener`, property `arn`: the catalog says `arn`, the source lets nothing of this name be set
`wrong/listener`, property `default_action`: the catalog says block, the source says a nested block, "list"
`wrong/listener`, property `default_action`: the catalog says optional, the source requires `default_action`
`wrong/listener`, properties: the catalog says that `load_balancer_arn` can be left out, the source requires it
`wrong/listener`, property `protocol`: the catalog says required, the source does not require it, and `STRICTER` gives no reason
`wrong/listener`, property `default_action`: the catalog says that `type` can be left out, the source requires it
`wrong/listener`, attribute `dns_name`: the catalog says `dns_name`, the source computes nothing of this name
`wrong/listener`, attribute `arn`: the catalog says number, the source says "string"
`wrong/lookup_of_nothing`, Terraform type: the catalog says `aws_vpc_endpoint_private_dns`, the source has no such data source
`wrong/lookup`, property `vpc_endpoint_type`: the catalog says `vpc_endpoint_type`, the source lets nothing of this name be set
`wrong/lookup`, attribute `tags_all`: the catalog says `tags_all`, the source computes nothing of this name
`wrong/endpoint`, property `service_network_arn`: the catalog says that Terraform does not have it, the source has it too
`wrong/endpoint`, attribute `no_field`: the catalog says `dns_entry[0].zone`, the source has no `zone` there
`wrong/endpoint`, attribute `no_list`: the catalog says `arn[0]`, the source has "string", without an order, where it is counted
`wrong/endpoint`, attribute `dns_entries`: the catalog says `dns_entry.dns_name`, the source has ["list",["object",{"dns_name":"string","hosted_zone_id":"string"}]] where `dns_name` should be in
`wrong/endpoint`, attribute `each_of_one`: the catalog says `state[*]`, the source has "string" where a list should be
`wrong/endpoint`, attribute `all`: the catalog says string, the source says ["list","string"]
`wrong/endpoint`, attribute `first_of_a_set`: the catalog says `subnet_configuration[0].ipv4`, the source has ["set",["object",{"ipv4":"string","ipv6":"string","subnet_id":"string"}]], without an order, where it is counted
`wrong/group`, property `ingress.protocol`: the catalog says number, the source says "string"
`wrong/group`, property `ingress.port`: the catalog says `port`, the source lets nothing of this name be set
`wrong/group`, timeouts: the catalog says a timeout of `update`, the source has no such timeout
"#;

/// Of both versions of `pulumi-aws`.
pub(super) const PULUMI: &str = r"
`wrong/nowhere`, Pulumi token: the catalog says `aws:lb/targetGroup:NoSuchThing`, the source has no such resource
`wrong/listener`, property `sslPolicy`: the catalog says `ssl_policy`, the source lets nothing of this name be set
`wrong/listener`, property `protocol`: the catalog says number, the source says `pulumi.Input<string
`wrong/listener`, property `arn`: the catalog says `arn`, the source lets nothing of this name be set
`wrong/listener`, property `default_action`: the catalog says optional, the source requires `defaultActions`
`wrong/listener`, properties: the catalog says that `loadBalancerArn` can be left out, the source requires it
`wrong/listener`, property `default_action.order`: the catalog says `Order`, the source lets nothing of this name be set
`wrong/listener`, property `default_action`: the catalog says that `type` can be left out, the source requires it
`wrong/listener`, property `protocol`: the catalog says that `nowhere` shows it, the source has no output of this name
`wrong/listener`, attribute `dns_name`: the catalog says `dnsName`, the source has no `dnsName` there
`wrong/listener`, attribute `arn`: the catalog says number, the source says `string`
`wrong/lookup_of_nothing`, Pulumi token: the catalog says `aws:ec2/getVpcEndpoint:VpcEndpoint`, the source has no such function
`wrong/lookup`, property `vpc_endpoint_type`: the catalog says `autoAccept`, the source lets nothing of this name be set
`wrong/lookup`, attribute `tags_all`: the catalog says `tagsAll`, the source has no `tagsAll` there
`wrong/endpoint`, property `service_network_arn`: the catalog says that Pulumi does not have it, the source has it too
`wrong/endpoint`, attribute `no_field`: the catalog says `dnsEntries[0].zone`, the source has no `zone` there
`wrong/endpoint`, attribute `no_list`: the catalog says `arn[0]`, the source has `string` where a list should be
`wrong/endpoint`, attribute `dns_entries`: the catalog says `dnsEntries.dnsName`, the source has `ec2.VpcEndpointDnsEntry[]` where `dnsName` should be in
`wrong/endpoint`, attribute `each_of_one`: the catalog says `state[*]`, the source has `string` where a list should be
`wrong/endpoint`, attribute `all`: the catalog says string, the source says `string[]`
`wrong/endpoint`, attribute `first_of_a_set`: the catalog says `subnetConfigurations.ipv4`, the source has `ec2.VpcEndpointSubnetConfiguration[]` where `ipv4` should be in
`wrong/group`, property `ingress.protocol`: the catalog says number, the source says `pulumi.Input<string
`wrong/group`, property `ingress.protocol`: the catalog says optional, the source requires `protocol`
`wrong/group`, property `ingress.port`: the catalog says `port`, the source lets nothing of this name be set
`wrong/group`, property `ingress`: the catalog says that `fromPort` can be left out, the source requires it
`wrong/group`, property `ingress`: the catalog says that `toPort` can be left out, the source requires it
";

/// Of `CloudFormation`.
pub(super) const CLOUDFORMATION: &str = r#"
`wrong/nowhere`, CloudFormation type: the catalog says `AWS::EC2::NoSuchThing`, the source has no such resource type
`wrong/listener`, property `sslPolicy`: the catalog says `SSLPolicy`, the source has no such property
`wrong/listener`, property `protocol`: the catalog says number, the source says type "string", enum [
`wrong/listener`, property `arn`: the catalog says `ListenerArn`, the source says that it is read-only
`wrong/listener`, property `default_action.order`: the catalog says `order`, the source has no such property
`wrong/listener`, property `default_action`: the catalog says that `Type` can be left out, the source requires it
`wrong/listener`, properties: the catalog says that `LoadBalancerArn` can be left out, the source requires it
`wrong/listener`, properties: the catalog says that `DefaultActions` can be left out, the source requires it
`wrong/listener`, attribute `dns_name`: the catalog says `Ref`, the source returns `ListenerArn` for that
`wrong/listener`, attribute `arn`: the catalog says number, the source takes string in this form
`wrong/listener`, attribute `ssl_policy`: the catalog says `Ref`, the source returns `ListenerArn` for that
`wrong/listener`, import by CloudFormation: the catalog says none, because , the source identifies it by ["ListenerArn"]
`wrong/load_balancer`, property `port`: the catalog says the key `cross_zone`, the source documents the keys [
`wrong/load_balancer`, property `port`: the catalog says a list of `Key` and `Value`, the source says type "array", items {"format":"AWS::EC2::Subnet.Id","type":"string"}
`wrong/load_balancer`, property `port`: the catalog says the key `deletion_protection.enabled`, the source documents the keys [
`wrong/load_balancer`, property `port`: the catalog says string, the source takes map(string) in this form
`wrong/load_balancer`, property `port`: the catalog says a list of `Key` and `Value`, the source says type "array", items {"format":"AWS::EC2::SecurityGroup.Id","type":"string"}
`wrong/load_balancer`, property `port`: the catalog says string, the source takes bool in this form
`wrong/load_balancer`, property `port`: the catalog says the word `external`, the source says type "string", enum [
`wrong/load_balancer`, property `port`: the catalog says a list of one, the source says type "string", enum [
`wrong/load_balancer`, property `port`: the catalog says an object of `AllocationId` alone, the source says type "object", required ["SubnetId"]
`wrong/load_balancer`, property `port`: the catalog says an object of `Subnet` alone, the source says type "object", required ["SubnetId"]
`wrong/load_balancer`, property `port.port`: the catalog says `Bucket`, the source has no such property
`wrong/load_balancer`, attribute `id`: the catalog says number, the source says that `DNSName` is string
`wrong/load_balancer`, attribute `id`: the catalog says `AWS::Zone`, the source has no such pseudo parameter
`wrong/load_balancer`, attribute `id`: the catalog says `Dns`, the source has no such name for `Fn::GetAtt`
`wrong/load_balancer`, attribute `id`: the catalog says `Cn`, the source has no such name for `Fn::GetAtt`
`wrong/load_balancer`, attribute `id`: the catalog says string, the source takes list(string) in this form
`wrong/load_balancer`, import by CloudFormation: the catalog says none, because , the source identifies it by ["LoadBalancerArn"]
`wrong/part`, property `target_group_arn`: the catalog says a link between resources, the source needs a required string for that
`wrong/part`, property `port`: the catalog says string, the source says type "integer"
`wrong/part`, properties: the catalog says that `Id` can be left out, the source requires it
`wrong/part`, attribute `id`: the catalog says that it can be read, the source has no resource of its own for it
`wrong/part_of_nothing`, CloudFormation type: the catalog says a part of `lb/gate`, the source has no such resource type
`wrong/part_of_no_list`, CloudFormation type: the catalog says an element of `VpcId`, the source has no such list in `AWS::ElasticLoadBalancingV2::TargetGroup`
`wrong/part_of_texts`, property `target_id`: the catalog says a text, the source says type "object"
`wrong/part_of_texts`, property `other`: the catalog says a property, the source has only the text
`wrong/collected`, property `port`: the catalog says string, the source says type "array", items {"type":"string"}
`wrong/collected`, property `principal`: the catalog says a link between resources, the source needs a required string for that
`wrong/collected`, property `principal`: the catalog says `Principals`, the source has no such property
`wrong/collected`, properties: the catalog says that `ServiceId` can be left out, the source requires it
`wrong/collected`, property `other`: the catalog says a property, the source has only the owner and the list
`wrong/collected`, import by CloudFormation: the catalog says none, because , the source identifies it by ["ServiceId"]
`wrong/endpoint`, property `policy`: the catalog says a document, the source says type "object"
`wrong/endpoint`, property `service_name`: the catalog says a document, the source says type "string"
`wrong/endpoint`, property `subnet_ids`: the catalog says that there is no `SubnetIds`, the source has it
`wrong/endpoint`, property `route_table_ids`: the catalog says a single string, the source says type "array", items 
`wrong/endpoint`, property `service_region`: the catalog says string, the source takes list(string) or blocks in this form
`wrong/endpoint`, property `ip_address_type`: the catalog says string, the source takes number or bool in this form
`wrong/endpoint`, property `ip_address_type`: the catalog says a text, the source says type "object"
`wrong/endpoint`, attribute `no_field`: the catalog says `NetworkInterfaces`, the source has no such name for `Fn::GetAtt`
`wrong/endpoint`, attribute `no_list`: the catalog says list(string), the source says that `Id` is string
`wrong/endpoint`, attribute `dns_entries`: the catalog says that there is no `DnsEntries`, the source has it for `Fn::GetAtt`
`wrong/endpoint`, attribute `all`: the catalog says `ServiceName`, the source has no such name for `Fn::GetAtt`
`wrong/endpoint`, attribute `first_of_a_set`: the catalog says list(string), the source takes string in this form
`wrong/endpoint`, import by CloudFormation: the catalog says none, because , the source identifies it by ["Id"]
`wrong/group`, property `ingress`: the catalog says a single block, the source says type "array", items 
`wrong/group`, properties: the catalog says that `GroupDescription` can be left out, the source requires it
`wrong/group`, attribute `id`: the catalog says list(string), the source says that `SecurityGroupIngress` is blocks
`wrong/group`, attribute `id`: the catalog says `SecurityGroupIngress`, the source lets it be set
`wrong/group`, import by CloudFormation: the catalog says none, because , the source identifies it by ["Id"]
`wrong/service`, property `payer_responsibility`: the catalog says that there is no `PayerResponsibility`, the source has it
`wrong/service`, property `port`: the catalog says string, the source takes number or bool in this form
`wrong/service`, property `port`: the catalog says string, the source takes map(string) in this form
`wrong/service`, property `port`: the catalog says a list of `Name` and `Value`, the source says type "array"
`wrong/service`, attribute `service_id`: the catalog says that there is no `ServiceId`, the source has it for `Fn::GetAtt`
`wrong/service`, import by CloudFormation: the catalog says none, because , the source identifies it by ["ServiceId"]
`wrong/merged`, CloudFormation type: the catalog says the property `Target`, the source has no such property in `AWS::ElasticLoadBalancingV2::TargetGroup`
`wrong/implied`, attribute `id`: the catalog says that it can be read, the source has no resource of its own for it
`wrong/custom`, property `port`: the catalog says `Port`, the source has no such property of the bridge
`wrong/custom`, property `port`: the catalog says this form, the source has plain properties of bridges only
`wrong/custom`, property `endpoint_id`: the catalog says that there is no `EndpointId`, the source has it as a property of the bridge
`wrong/custom`, property `accepted`: the catalog says blocks, the source has plain properties of bridges only
`wrong/custom`, attribute `id`: the catalog says this form, the source has texts as attributes of bridges only
`wrong/custom`, attribute `zones`: the catalog says `Zones`, the source has no such attribute of the bridge
`wrong/custom`, attribute `id`: the catalog says number, the source takes string or list(string) in this form
`wrong/custom`, attribute `id`: the catalog says string, the source takes map(string) in this form
`wrong/custom`, attribute `state`: the catalog says that there is no `State`, the source has it as an attribute of the bridge
`wrong/custom`, attribute `id`: the catalog says `AWS::Zone`, the source has no such pseudo parameter
`wrong/custom`, attribute `id`: the catalog says `Arn`, the source has no such attribute of the bridge
`wrong/custom_by_nobody`, CloudFormation type: the catalog says the bridge `magic`, the source has no such bridge
`wrong/listed`, CloudFormation type: the catalog says the list `Endpoints`, the source has no such list of the bridge
`wrong/listed_by_nobody`, CloudFormation type: the catalog says the bridge `magic`, the source has no such bridge
`wrong/attachment`, property `nowhere`: the catalog says `Nowhere.Status`, the source has no such property
`wrong/attachment`, property `colour`: the catalog says `VersioningConfiguration.Colour`, the source has no such property
`wrong/attachment`, property `log_prefix`: the catalog says `IntelligentTieringConfigurations.Prefix`, the source has no such property
`wrong/attachment`, property `paint`: the catalog says `Paint`, the source has no such property
`wrong/attachment`, property `paint`: the catalog says `Green` as `AccessControl`, the source takes no such value
`wrong/attachment`, property `AccelerateConfiguration`: the catalog says that `AccelerationStatus` can be left out, the source requires it
`wrong/attachment`, property `VersioningConfiguration`: the catalog says that `Status` can be left out, the source requires it
`wrong/attachment`, attribute `id`: the catalog says that it repeats `bucket`, the source has the property itself
`wrong/import_of_another`, properties: the catalog says that `LoadBalancerArn` can be left out, the source requires it
`wrong/import_of_another`, properties: the catalog says that `DefaultActions` can be left out, the source requires it
`wrong/import_of_another`, import by CloudFormation: the catalog says the identifiers ["Port"], the source has ["ListenerArn"]
`wrong/import_of_parts`, property `name`: the catalog says `Name`, the source has no such property
`wrong/import_of_parts`, property `type`: the catalog says `Type`, the source has no such property
`wrong/import_of_parts`, import by CloudFormation: the catalog says the identifiers ["Id"], the source imports none of this type
`wrong/import_of_half`, import by CloudFormation: the catalog says `{arn}` for `BucketName`, the source calls that `Arn`
`wrong/import_refused`, import by CloudFormation: the catalog says none, because nobody does, the source identifies it by ["BucketName"]
`wrong/import_wanted`, import by CloudFormation: the catalog says `{principal}` for `ServiceId`, the source calls that `AllowedPrincipals`
`wrong/zone`, property `port`: the catalog says `Port`, the source has no such property of the bridge
`wrong/zone`, attribute `id`: the catalog says this form, the source returns nothing about one of a list
`wrong/zone`, attribute `id`: the catalog says `vpc_id`, the source has no such property to repeat
"#;

/// Of both versions, about importing.
pub(super) const IMPORTS: &str = r"
`wrong/import_of_another`, import by Terraform: the catalog says `{port}`, the source shows `arn:aws:elasticloadbalancing:
`wrong/import_of_another`, import by Terraform: the catalog says `{port}`, the source
`wrong/import_of_another`, import by Pulumi: the catalog says `{load_balancer_arn}`, the source
`wrong/import_of_parts`, import by Terraform: the catalog says `{zone_id}_{type}_{name}`, the source
`wrong/import_of_parts`, import by Pulumi: the catalog says `{zone_id},{name},{type}`, the source shows `Z4KAPRWWNC7JR_dev_NS`, `Z4KAPRWWNC7JR_dev_NS_dev`
`wrong/import_of_half`, import by Terraform: the catalog says `{vpc_endpoint_id}`, the source shows `vpce-svc-0f97a19d3fa8220bc_vpce-010601a6db371e263`
`wrong/import_of_half`, import by Pulumi: the catalog says `{owner_id}_{vpc_endpoint_id}`, the source has no sentence with these names
`wrong/import_refused`, import by Terraform: the catalog says none, because nobody does, the source shows `vpce-3ecf2a57`
`wrong/import_refused`, import by Pulumi: the catalog says none, because nobody does, the source shows `vpce-3ecf2a57`
`wrong/import_wanted`, import by Terraform: the catalog says `{arn}`, the source documents none
`wrong/import_wanted`, import by Pulumi: the catalog says `{arn}`, the source documents none
";
