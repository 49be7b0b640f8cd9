//! What a preview cannot know, although it shows a value or a step.

/// A difference that is as it should be.
struct Expected {
    /// Type of the resource.
    token: &'static str,
    /// Part of the resource's name: the label, of a child of a component.
    name: &'static str,
    what: What<'static>,
    /// What the preview has to show beside it: the type of a resource, and what happens to that.
    because: (&'static str, Cause),
}

/// What may differ.
#[derive(PartialEq, Eq)]
pub(super) enum What<'a> {
    /// The steps: those of the preview and those of the update, sorted.
    Steps(&'a [&'a str], &'a [&'a str]),
    /// The value of an input.
    Input(&'a str),
    /// The value of an output.
    Output(&'a str),
}

/// What happens to a resource.
pub(super) enum Cause {
    Created,
    /// This property changes.
    Changed(&'static str),
}

/// All differences that are as they should be, each with its reason.
const EXPECTED: &[Expected] = &[
    // The proof of another certificate for the same domain is yet to come. AWS gives the same one again.
    Expected {
        token: RECORD,
        name: "-certificate_record-",
        what: What::Steps(&["create-replacement", "delete-replaced", "replace"], &["same"]),
        because: ("aws:acm/certificate:Certificate", Cause::Created),
    },
    // The provider plans the proof of a service's old name, although another name has another proof.
    Expected {
        token: RECORD,
        name: "-verification_record-",
        what: What::Input("name"),
        because: RENAMED,
    },
    Expected {
        token: RECORD,
        name: "-verification_record-",
        what: What::Input("records"),
        because: RENAMED,
    },
    Expected {
        token: "privatelink:index:PrivateLinkService",
        name: "",
        what: What::Output("privateDnsVerification"),
        because: RENAMED,
    },
    // The provider plans the names of an endpoint as they are, although the private ones come or go.
    Expected {
        token: CONSUMER,
        name: "",
        what: What::Output("dnsNames"),
        because: ("aws:ec2/vpcEndpoint:VpcEndpoint", Cause::Changed("privateDnsEnabled")),
    },
    // A preview reads the names of an endpoint as they are, although the private ones come or go.
    Expected {
        token: CONSUMER,
        name: "",
        what: What::Output("dnsNames"),
        because: (
            "aws:vpc/endpointPrivateDns:EndpointPrivateDns",
            Cause::Changed("privateDnsEnabled"),
        ),
    },
    // After an update, and not after a preview, the SDK of a program makes its inputs anew out of what was sent: `resolveOutputs` in
    // `runtime/resource` of `@pulumi/pulumi`, `resolve_outputs` in Python. For a provider among them it asks Pulumi's own provider.
    Expected {
        token: "pulumi:providers:pulumi",
        name: "default",
        what: What::Steps(&[], &["create"]),
        because: ("privatelink:index:EndpointHubSpoke", Cause::Created),
    },
    // The same: this component takes a provider, too.
    Expected {
        token: "pulumi:providers:pulumi",
        name: "default",
        what: What::Steps(&[], &["create"]),
        because: ("privatelink:index:CrossRegionPeering", Cause::Created),
    },
];

const CONSUMER: &str = "privatelink:index:PrivateLinkConsumer";
pub(super) const RECORD: &str = "aws:route53/record:Record";

/// A service gets another private DNS name.
pub(super) const RENAMED: (&str, Cause) =
    ("aws:ec2/vpcEndpointService:VpcEndpointService", Cause::Changed("privateDnsName"));

/// What explains that a resource differs: the type of another one, and what has to happen to that. Nothing if it should
/// not differ.
pub(super) fn causes(
    token: &str,
    name: &str,
    what: &What<'_>,
) -> impl Iterator<Item = (&'static str, &'static Cause)> {
    let is_of = move |expected: &&Expected| {
        expected.token == token && name.contains(expected.name) && expected.what == *what
    };
    EXPECTED.iter().filter(is_of).map(|expected| (expected.because.0, &expected.because.1))
}
