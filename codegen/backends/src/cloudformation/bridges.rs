//! Bridges: custom resources for what `CloudFormation` has no resource type for, and the functions that make them.
//!
//! ```text
//! resource of a bridged kind       --> Custom::<Bridge>               --+
//! bridged properties of a resource --> Custom::<Bridge> beside it,    --+--> <Bridge>Function --> <Bridge>Role
//!                                      which takes its id
//! ```
//!
//! Function and role are there once for all custom resources of a bridge in a template. The role may do what the bridge
//! says and write to the function's own log group, whose name is fixed so that nothing needs to be allowed for others.

use super::lower::{Lower, Lowered, Refusal, call, get_att, reference};
use super::names::Names;
use super::plan::{Plan, property};
use privatelink_catalog::identity::{Identity, bridge_word, bridges_of, machinery_ids, name_of};
use privatelink_catalog::spelling::pascal_case;
use privatelink_catalog::{AttributeForm, Bridge, Catalog, KindEntry, KindForm, PropertyForm};
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Expr, Model, Name, Problem, Resource, Specialised};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// What `CloudFormation` waits for an answer longer than the function may run. Unit: seconds.
const GRACE: u32 = 60;

/// Ids of what makes custom resources, and of those that stand beside other resources.
#[derive(Debug, Default)]
pub(super) struct Bridged {
    /// Role and function by name of the bridge.
    machinery: BTreeMap<&'static str, [String; 2]>,
    /// Custom resources by the resource beside them and the name of the bridge.
    companions: BTreeMap<(Address, &'static str), String>,
}

impl Bridged {
    /// Takes ids for the machinery of every bridge that the component could need, whatever its inputs are: no input may
    /// rename a function, since `CloudFormation` does not move a custom resource from one to another.
    pub(super) fn new(catalog: Catalog, model: &Model, names: &mut Names) -> Self {
        let kinds = model.nodes.iter().filter_map(|node| (catalog.kinds)(node.kind));
        let bridges: BTreeSet<&'static str> = kinds.flat_map(bridges_of).collect();
        let machinery = bridges.into_iter().map(|bridge| {
            let ids = machinery_ids(bridge);
            // Nothing is taken yet, and no two bridges have the same name.
            for id in &ids {
                names.claim(id);
            }
            (bridge, ids)
        });
        Self { machinery: machinery.collect(), companions: BTreeMap::new() }
    }

    /// Takes ids for the custom resources beside others. Returns those that were taken already, and beside what.
    pub(super) fn place<'s>(
        &mut self,
        specialised: &'s Specialised,
        identity: &Identity<'_>,
        find: impl Fn(&Address) -> Option<&'static KindEntry>,
        names: &mut Names,
    ) -> Vec<(&'s Resource, String)> {
        let read = read(specialised);
        let mut taken = Vec::new();
        for resource in &specialised.resources {
            let kind = find(&resource.address);
            let is_alone = |kind: &&KindEntry| matches!(kind.cloudformation, KindForm::Resource(_));
            let Some(kind) = kind.filter(is_alone) else { continue };
            for bridge in bridges_of(kind) {
                if is_set(resource, kind, bridge)
                    || (is_only_read(kind, bridge) && is_read(&read, resource, kind, bridge))
                {
                    let id = identity.companion_id(&resource.address, bridge);
                    if !names.claim(&id) {
                        taken.push((resource, id.clone()));
                    }
                    self.companions.insert((resource.address.clone(), bridge), id);
                }
            }
        }
        taken
    }

    /// Id of the custom resource of a bridge beside a resource.
    fn companion(&self, address: &Address, bridge: &'static str) -> Option<&str> {
        self.companions.get(&(address.clone(), bridge)).map(String::as_str)
    }

    /// Bridges and ids of all custom resources beside a resource.
    fn beside(&self, address: &Address) -> impl Iterator<Item = (&'static str, &str)> {
        self.companions
            .iter()
            .filter(move |((owner, _), _)| owner == address)
            .map(|((_, bridge), id)| (*bridge, id.as_str()))
    }
}

fn bridge_of(form: &PropertyForm) -> Option<&'static str> {
    match form {
        PropertyForm::Bridge { bridge, .. } => Some(bridge),
        _ => None,
    }
}

fn is_set(resource: &Resource, kind: &KindEntry, bridge: &str) -> bool {
    kind.properties.iter().any(|known| {
        bridge_of(&known.cloudformation) == Some(bridge) && property(resource, known.name).is_some()
    })
}

/// Whether the bridge only tells about the resource: no property asks for it, so reading is what does.
fn is_only_read(kind: &KindEntry, bridge: &str) -> bool {
    kind.properties.iter().all(|known| bridge_of(&known.cloudformation) != Some(bridge))
}

fn is_read(
    read: &BTreeSet<(Address, Name)>,
    resource: &Resource,
    kind: &KindEntry,
    bridge: &str,
) -> bool {
    kind.attributes.iter().any(|attribute| {
        matches!(attribute.cloudformation, AttributeForm::Bridge { bridge: known, .. } if known == bridge)
            && read.contains(&(resource.address.clone(), Name(attribute.name)))
    })
}

/// Every attribute that anything reads.
fn read(specialised: &Specialised) -> BTreeSet<(Address, Name)> {
    let properties = specialised.resources.iter().flat_map(|resource| &resource.properties);
    let outputs = specialised.outputs.iter().map(|output| &output.value);
    let mut found = BTreeSet::new();
    for expr in properties.map(|(_, value)| value).chain(outputs) {
        expr.walk(&mut |part| {
            if let (Expr::Attribute { name, .. }, Some(address)) = (part, address_of(part)) {
                found.insert((address, *name));
            }
        });
    }
    found
}

impl Plan<'_> {
    /// Ids of the custom resources beside a resource.
    pub(super) fn companions(&self, address: &Address) -> impl Iterator<Item = &str> {
        self.bridged.beside(address).map(|(_, id)| id)
    }

    /// Ids of the custom resources beside those that a resource has to wait for in its own words: `after`.
    pub(super) fn awaited_companions<'r>(
        &'r self,
        resource: &'r Resource,
    ) -> impl Iterator<Item = String> + 'r {
        self.component
            .awaited(&resource.waits)
            .map(|awaited| &awaited.address)
            .filter(|address| self.find(address).is_ok_and(|place| place.slot == resource.slot))
            .flat_map(|address| self.companions(address))
            .map(str::to_owned)
    }
}

impl Lower<'_> {
    /// An attribute of the custom resource of a bridge: all of them are text.
    pub(super) fn bridge_attribute(
        &self,
        address: &Address,
        (bridge, get): (&'static str, &str),
    ) -> Lowered {
        let place = self.plan.find(address)?;
        let id = match place.kind.cloudformation {
            KindForm::Bridge(_) => Some(place.id.as_str()),
            _ => self.plan.bridged.companion(address, bridge),
        };
        let Some(id) = id else {
            return Err(Refusal::unavailable("there is none unless an input asks for it"));
        };
        Ok(get_att(id, get))
    }

    /// Custom resources beside a resource, with what its bridged properties say.
    pub(super) fn companions(
        &mut self,
        resource: &Resource,
        mut bridged: BTreeMap<&'static str, Map<String, Json>>,
    ) -> Vec<(String, String, Json)> {
        let plan = self.plan;
        let mut all = Vec::new();
        for (bridge, id) in plan.bridged.beside(&resource.address) {
            let mut properties = bridged.remove(bridge).unwrap_or_default();
            if let Some(owner) = (plan.catalog.bridges)(bridge).and_then(|it| it.owner) {
                match self.attribute(&resource.address, Name("id")) {
                    Ok(tree) => {
                        properties.insert(owner.to_owned(), tree);
                    }
                    Err(refusal) => {
                        let name = name_of(&resource.address);
                        self.problems.push(refusal.problem(&name, None));
                    }
                }
            }
            let (type_name, body) = self.custom(bridge, properties);
            all.push((id.to_owned(), type_name, body));
        }
        all
    }

    /// Type and properties of a custom resource; its function is part of the template from now on.
    pub(super) fn custom(
        &mut self,
        bridge: &'static str,
        properties: Map<String, Json>,
    ) -> (String, Json) {
        let mut body = Map::new();
        if let (Some([_, function]), Some(entry)) =
            (self.plan.bridged.machinery.get(bridge), (self.plan.catalog.bridges)(bridge))
        {
            self.bridges.insert(bridge);
            body.insert("ServiceToken".to_owned(), get_att(function, "Arn"));
            // Else a function that dies without an answer holds the stack for an hour.
            let seconds = u32::from(entry.timeout_seconds) + GRACE;
            body.insert("ServiceTimeout".to_owned(), seconds.into());
        } else {
            self.problems.push(Problem::error(
                "cloudformation/no-bridge",
                "",
                format!("there is no bridge `{bridge}`"),
                "add it to the catalog",
            ));
        }
        let told = properties.into_iter().filter(|(_, value)| *value != reference("AWS::NoValue"));
        body.extend(told.map(|(name, value)| (name, as_text(value))));
        (format!("Custom::{}", bridge_word(bridge)), Json::Object(body))
    }

    /// Roles and functions of the bridges that the template uses.
    pub(super) fn machinery(&self) -> Vec<(String, Json)> {
        let used =
            self.plan.bridged.machinery.iter().filter(|(name, _)| self.bridges.contains(*name));
        used.filter_map(|(name, ids)| Some(((self.plan.catalog.bridges)(name)?, ids)))
            .flat_map(|(bridge, [role, function])| {
                [(role.clone(), role_of(bridge)), (function.clone(), function_of(bridge, role))]
            })
            .collect()
    }
}

/// Constants as `CloudFormation` hands them to a function: as text.
pub(super) fn as_text(tree: Json) -> Json {
    match tree {
        Json::Bool(_) | Json::Number(_) => tree.to_string().into(),
        Json::Array(items) => items.into_iter().map(as_text).collect(),
        Json::Object(entries) => {
            entries.into_iter().map(|(name, value)| (name, as_text(value))).collect()
        }
        other => other,
    }
}

fn role_of(bridge: &Bridge) -> Json {
    let logs = |end: &str| {
        let group = log_group(bridge);
        substituted(&format!(
            "arn:${{AWS::Partition}}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:{group}{end}"
        ))
    };
    let mut statements = vec![json!({
        "Effect": "Allow",
        "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": [logs(""), logs(":*")],
    })];
    statements.extend(bridge.permissions.iter().map(|(actions, resource)| {
        json!({ "Effect": "Allow", "Action": actions, "Resource": substituted(resource) })
    }));
    json!({
        "Type": "AWS::IAM::Role",
        "Properties": {
            "Description": bridge.summary,
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": { "Service": "lambda.amazonaws.com" },
                    "Action": "sts:AssumeRole",
                }],
            },
            "Policies": [{
                "PolicyName": pascal_case(bridge.name),
                "PolicyDocument": { "Version": "2012-10-17", "Statement": statements },
            }],
            "Tags": tags(bridge),
        },
    })
}

fn function_of(bridge: &Bridge, role: &str) -> Json {
    json!({
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Description": bridge.summary,
            "Runtime": "python3.13",
            "Handler": "index.handler",
            "Timeout": bridge.timeout_seconds,
            "Role": get_att(role, "Arn"),
            "LoggingConfig": { "LogGroup": substituted(&log_group(bridge)) },
            "Tags": tags(bridge),
            "Code": { "ZipFile": bridge.code },
        },
    })
}

/// Where the function writes to. A default name would hold the function's own, which its role cannot know.
fn log_group(bridge: &Bridge) -> String {
    format!("/privatelink/${{AWS::StackName}}/{}", bridge.name)
}

/// Tells machinery from what the component is for.
fn tags(bridge: &Bridge) -> Json {
    json!([{ "Key": "privatelink:bridge", "Value": bridge.name }])
}

/// Text in which `${AWS::Region}` and the like may stand.
fn substituted(text: &str) -> Json {
    if text.contains("${") { call("Fn::Sub", text.into()) } else { text.into() }
}
