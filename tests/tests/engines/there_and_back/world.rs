//! Two accounts, each in a Region of its own, and what is in them before the component.

use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::placed::{Place, Placement};
use privatelink_tests::scratch::checkout;
use privatelink_tests::there_and_back::COMPONENT;
pub(super) use privatelink_tests::world::THERE;
use serde_json::{Value, json};

/// The slot of the other side.
pub(super) const PEER: &str = "peer";

/// Both sides.
pub(super) struct World<'a> {
    pub(super) aws: &'a Emulator,
    /// The account of the default slot, in [`REGION`].
    pub(super) here: Account,
    /// The account of the slot `peer`, in [`THERE`].
    pub(super) there: Account,
    network: CloudFormation<'a>,
    service: CloudFormation<'a>,
    ids: [Value; 2],
}

impl<'a> World<'a> {
    /// A network here, and a service there.
    pub(super) fn deploy(aws: &'a Emulator) -> Result<Self, Failure> {
        let template =
            |name: &str| checkout().join(format!("tests/tests/engines/there_and_back/{name}.yaml"));
        let [here, there] = [aws.account(), aws.account()];
        let network = CloudFormation::new(aws, &here, "surroundings");
        network.deploy(&template("here"), &[])?;
        let service = CloudFormation::new(aws, &there, "surroundings").in_region(THERE);
        let consumer = [("Consumer", here.id()), ("ConsumerRegion", REGION)];
        service.deploy(&template("there"), &consumer)?;
        let ids = [network.outputs()?, service.outputs()?];
        Ok(Self { aws, here, there, network, service, ids })
    }

    /// Inputs of the component.
    pub(super) fn inputs(&self, purpose: &str) -> Value {
        let [network, service] = &self.ids;
        json!({
            "vpcId": network["VpcId"],
            "subnetIds": [network["SubnetId"]],
            "service": { "name": service["ServiceName"], "id": service["ServiceId"] },
            "domain": "api.example.com",
            "purpose": purpose,
        })
    }

    /// The component, with a place for each slot.
    pub(super) fn placement(&self) -> Placement {
        let home = Place::new(&self.here, REGION);
        let peer = Place::new(&self.there, THERE);
        Placement::new(&COMPONENT, home).of_tests("there_and_back").with(PEER, peer).by_roles()
    }

    /// All that is in both accounts and both Regions, in canonical form.
    pub(super) fn state(&self) -> Result<Value, Failure> {
        self.aws.shared_inventory(&[&self.here, &self.there], &[REGION, THERE])
    }

    /// Removes what was there before the component, and shows that nothing is left.
    pub(super) fn destroy(&self) -> Result<(), Failure> {
        self.network.delete()?;
        self.service.delete()?;
        for account in [&self.here, &self.there] {
            self.aws.assert_empty(account, REGION)?;
            self.aws.assert_empty(account, THERE)?;
        }
        Ok(())
    }
}
