//! Two accounts, each in a Region of its own, and what is in them before the component.

use privatelink_catalog::facts::{ACCOUNT_ID, REGION as REGION_NAME};
use privatelink_ir::{DEFAULT_SLOT, Fact};
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::checkout;
use serde_json::{Value, json};

/// The Region of the other side.
pub(super) const THERE: &str = "eu-west-1";

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

    /// The account and the Region of a slot.
    pub(super) fn place(&self, slot: &str) -> (&Account, &'static str) {
        if slot == DEFAULT_SLOT { (&self.here, REGION) } else { (&self.there, THERE) }
    }

    /// What is so where a slot is.
    pub(super) fn fact(&self, slot: &str, fact: Fact) -> Result<String, Failure> {
        let (account, region) = self.place(slot);
        match fact {
            REGION_NAME => Ok(region.to_owned()),
            ACCOUNT_ID => Ok(account.id().to_owned()),
            Fact(name) => Err(Failure::new(format!("nobody knows `{name}` of `{slot}`"))),
        }
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
