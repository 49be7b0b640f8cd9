//! A component with every name in the way compiles to all targets, and constructs: the next one will too.

#![allow(clippy::indexing_slicing, reason = "reading JSON and properties that the test expects")]

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use libtest_mimic::Trial;
use privatelink_backends::cloudformation::{self, Format};
use privatelink_backends::{Files, json_schema, manual, pulumi_schema, terraform};
use privatelink_ir::{Given, Problem};
use privatelink_provider::Package;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, Recording, inputs as sent};
use privatelink_tests::obstacles::COMPONENT;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{inputs, process, trial};
use privatelink_wire::value::{Output, Properties, ReferenceId, ResourceReference, decode};
use serde_json::{Value, json};

/// Time for one tool.
const LIMIT: Duration = Duration::from_mins(5);

/// A provider for the other slot.
const PEER: &str = "urn:pulumi:dev::app::pulumi:providers:aws::peer";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("terraform_takes_the_module", module),
        trial::with_toolchain("cfn_lint_takes_the_templates", templates),
        trial::with_toolchain("pulumi_takes_the_schema", schema),
        trial::with_toolchain("sdks_compile", sdks),
        trial::with_toolchain("the_json_schema_describes_the_inputs", inputs_schema),
        Trial::test("the_manual_names_everything", || Ok(page()?)),
        Trial::test("it_constructs_in_both_slots", || Ok(both_slots()?)),
        Trial::test("it_constructs_in_one_slot", || Ok(one_slot()?)),
    ]
}

/// Inputs that ask for everything.
fn everything() -> Value {
    json!({
        "class": "vpc-0a1b2c3d4e5f67890",
        "count": true,
        "for": { "while": { "default": 443, "namespace": "10.0.0.0/16" }, "1": { "default": 80, "namespace": "10.0.0.0/8" } },
        "source": "${dollars} and {braces}",
        "lambda": { "from": "\"quotes\" and %{percents}", "import": { "aws region": "none" } },
    })
}

/// Inputs that ask for as little as possible.
fn least() -> Value {
    json!({ "class": "vpc-0a1b2c3d4e5f67890" })
}

fn module(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let source = Scratch::new("obstacles")?;
    let files = terraform::compile(&COMPONENT.model()).map_err(|all| failure(&all))?;
    write(&files, &source.path().join("module"))?;
    let mut format = Command::new("terraform");
    format.args(["fmt", "-check", "-diff", "-recursive"]).arg(source.path());
    process::run(&mut format, LIMIT)?.expect(0)?;

    for (inputs, expected) in [
        (everything(), ["class", "for[\"1\"]", "for[\"while\"]", "interface[0]"].as_slice()),
        (least(), ["class"].as_slice()),
    ] {
        fs::write(source.path().join("main.tf.json"), call(&inputs).to_string())?;
        let terraform = Terraform::new(tools, &aws.account(), source.path())?;
        terraform.command(&["validate"])?.expect(0)?;
        let plan = terraform.plan()?;
        let changes = plan["resource_changes"].as_array().into_iter().flatten();
        let address = |change: &Value| {
            let address = change["address"].as_str().unwrap_or_default();
            address.splitn(4, '.').last().unwrap_or_default().to_owned()
        };
        let planned: BTreeSet<String> = changes.map(address).collect();
        same(&planned, &expected.iter().map(|label| (*label).to_owned()).collect())?;
    }
    Ok(())
}

/// A root module that calls the module with a provider for each slot.
fn call(inputs: &Value) -> Value {
    let provider = json!({
        "skip_credentials_validation": true,
        "skip_metadata_api_check": "true",
        "max_retries": 3,
    });
    let mut peer = provider.clone();
    peer["alias"] = json!("peer");
    let mut call = inputs::for_terraform(&COMPONENT.model().inputs, &escaped(inputs));
    call["source"] = json!("./module");
    call["providers"] = json!({ "aws": "aws", "aws.peer": "aws.peer" });
    json!({ "provider": { "aws": [provider, peer] }, "module": { "this": call } })
}

/// Templates of Terraform begin with a dollar or a percent sign.
fn escaped(inputs: &Value) -> Value {
    match inputs {
        Value::String(text) => text.replace("${", "$${").replace("%{", "%%{").into(),
        Value::Array(items) => items.iter().map(escaped).collect(),
        Value::Object(entries) => {
            entries.iter().map(|(name, value)| (name.clone(), escaped(value))).collect()
        }
        other => other.clone(),
    }
}

fn templates(tools: &Toolchain) -> Result<(), Failure> {
    let folder = Scratch::new("obstacles")?;
    let formats = [Format::Json, Format::Yaml];
    let one = ["template"].as_slice();
    let two = ["template", "template-peer"].as_slice();
    for (name, inputs, expected) in [("everything", everything(), two), ("least", least(), one)] {
        let given = Given::inputs(&inputs).into();
        let compiled = cloudformation::compile(&COMPONENT.model(), &given, &formats)
            .map_err(|all| failure(&all))?;
        let stacks: Vec<&str> = compiled.stacks.iter().map(|stack| stack.name.as_str()).collect();
        same(&stacks, &expected.to_vec())?;
        let folder = folder.path().join(name);
        write(&compiled.files, &folder)?;
        let mut lint = Command::new(tools.python());
        lint.args(["-c", "from cfnlint.runner import main; main()", "--"]).args(
            compiled.stacks.iter().flat_map(|stack| &stack.files).map(|name| folder.join(name)),
        );
        process::run(&mut lint, LIMIT)?.expect(0)?;
    }
    Ok(())
}

fn schema(tools: &Toolchain) -> Result<(), Failure> {
    let folder = Scratch::new("obstacles")?;
    let file = folder.path().join("schema.json");
    fs::write(&file, package_schema()?.to_string())?;
    let mut pulumi = Command::new(tools.bin().join("pulumi"));
    pulumi.args(["schema", "check"]).arg(&file);
    pulumi.env("PULUMI_HOME", folder.path()).env("PULUMI_SKIP_UPDATE_CHECK", "true");
    process::run(&mut pulumi, LIMIT)?.expect(0).map(drop)
}

/// Both languages with a committed SDK.
fn sdks(tools: &Toolchain) -> Result<(), Failure> {
    let folder = Scratch::new("obstacles")?;
    let schema = folder.path().join("schema.json");
    fs::write(&schema, package_schema()?.to_string())?;
    for language in ["nodejs", "python"] {
        let mut generate = Command::new(tools.bin().join("gensdk"));
        generate.arg("-schema").arg(&schema).args(["-language", language, "-out"]);
        process::run(generate.arg(folder.path().join(language)), LIMIT)?.expect(0)?;
    }
    let sdk = folder.path().join("nodejs");
    symlink(tools.node_modules(), sdk.join("node_modules"))?;
    let mut tsc = Command::new("node");
    tsc.arg(tools.node_modules().join("typescript/bin/tsc")).arg("--noEmit").current_dir(&sdk);
    process::run(&mut tsc, LIMIT)?.expect(0)?;

    let sdk = folder.path().join("python");
    // The package reads its version from what an installer leaves beside it.
    let installed = sdk.join("pulumi_privatelink-1.0.0.dist-info");
    fs::create_dir(&installed)?;
    let metadata = "Metadata-Version: 2.1\nName: pulumi_privatelink\nVersion: 1.0.0\n";
    fs::write(installed.join("METADATA"), metadata)?;
    let mut python = Command::new(tools.python());
    python.args(["-c", "import pulumi_privatelink as sdk; sdk.Obstacles; sdk.LambdaArgs"]);
    process::run(python.current_dir(&sdk), LIMIT)?.expect(0).map(drop)
}

/// Validated by a program that knows JSON Schema and nothing of ours.
fn inputs_schema(tools: &Toolchain) -> Result<(), Failure> {
    const VALIDATE: &str = "\
        import json, sys, jsonschema\n\
        schema, fits, does_not = (json.loads(text) for text in sys.argv[1:])\n\
        jsonschema.Draft202012Validator.check_schema(schema)\n\
        validator = jsonschema.Draft202012Validator(schema)\n\
        for inputs in fits: validator.validate(inputs)\n\
        sys.exit(sum(validator.is_valid(inputs) for inputs in does_not))\n";
    let fits = json!([everything(), least()]);
    let does_not = json!([{}, { "class": 1 }, { "class": "a", "async": true }]);
    let mut python = Command::new(tools.python());
    python.args(["-c", VALIDATE, &json_schema::compile(&COMPONENT).to_string()]);
    python.args([fits.to_string(), does_not.to_string()]);
    process::run(&mut python, LIMIT)?.expect(0).map(drop)
}

fn page() -> Result<(), Failure> {
    let model = COMPONENT.model();
    let page = manual::compile(&model).map_err(|problem| failure(&[problem]))?;
    let outputs = model.outputs.iter().map(|output| output.name);
    let names = model.inputs.iter().map(|field| &*field.name).chain(outputs);
    match names.map(|name| format!("| `{name}` |")).find(|cell| !page.contains(cell)) {
        None => Ok(()),
        Some(cell) => Err(Failure::new(format!("the page has no row {cell}\n{page}"))),
    }
}

fn both_slots() -> Result<(), Failure> {
    let provider = ResourceReference {
        urn: PEER.into(),
        id: ReferenceId::Known("2".into()),
        ..ResourceReference::default()
    };
    let given = everything();
    let (recording, outputs) =
        construct(&given, [("peerProvider".to_owned(), Output::known(provider))].into())?;
    let names = ["o", "o-class", "o-for-1", "o-for-while", "o-interface"];
    same(&registered(&recording), &names.map(str::to_owned).into())?;

    let find = |name: &str| {
        recording.find(name).ok_or_else(|| Failure::new(format!("`{name}` is missing")))
    };
    let class = sent(find("o-class")?)?;
    let from = given["lambda"]["from"].as_str().unwrap_or_default();
    let tags = [("From", from), ("aws region", "none")];
    let tags: Properties =
        tags.into_iter().map(|(name, text)| (name.to_owned(), Output::known(text))).collect();
    same(&class["tags"], &Output::known(tags))?;
    same(&class["description"], &Output::known(given["source"].as_str().unwrap_or_default()))?;
    let each = sent(find("o-for-while")?)?;
    same(&each["fromPort"], &Output::known(443))?;
    same(&each["description"], &Output::known("for while"))?;

    let interface = find("o-interface")?;
    let rules = interface.dependencies.iter().filter(|urn| urn.contains("::o-for-")).count();
    if interface.provider != format!("{PEER}::2") || rules != 2 {
        return Err(Failure::new(format!("the other slot is wrong: {interface:#?}")));
    }
    same(&plain(&outputs["def"]), &Output::known("o-class.id"))?;
    same(&plain(&outputs["async"]), &Output::known("o-interface.id"))
}

fn one_slot() -> Result<(), Failure> {
    let (recording, outputs) = construct(&least(), Properties::new())?;
    same(&registered(&recording), &["o", "o-class"].map(str::to_owned).into())?;
    if !outputs["async"].is_null() {
        return Err(Failure::new(format!("there is nothing in the other slot: {outputs:?}")));
    }
    Ok(())
}

/// Constructs the component `o` against a fake engine; returns what was registered, and the outputs.
fn construct(inputs: &Value, more: Properties) -> Result<(Recording, Properties), Failure> {
    const PACKAGE: Package = Package {
        name: "privatelink",
        version: "1.0.0",
        schema: "{}",
        components: &[COMPONENT],
        functions: &[],
        kinds: privatelink_catalog::find,
    };
    let mut properties = given(inputs);
    properties.extend(more);
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let engine = FakeEngine::start(Behaviour::default()).await?;
        let plugin = Plugin::start(PACKAGE, Some(engine.address())).await?;
        let token = pulumi_schema::token(COMPONENT.name);
        let response = plugin.construct(&engine, &token, "o", &properties).await?;
        Ok((engine.recording(), decode(response.state.unwrap_or_default())?))
    })
}

/// JSON as a program passes it.
fn given(inputs: &Value) -> Properties {
    let entries = inputs.as_object().into_iter().flatten();
    entries.map(|(name, value)| (name.clone(), passed(value))).collect()
}

fn passed(value: &Value) -> Output {
    match value {
        Value::Bool(value) => Output::known(*value),
        Value::Number(number) => Output::known(number.as_f64().unwrap_or_default()),
        Value::String(text) => Output::known(text.as_str()),
        Value::Object(_) => Output::known(given(value)),
        Value::Null | Value::Array(_) => Output::known(privatelink_wire::value::Value::Null),
    }
}

/// An output without the resources it comes from.
fn plain(output: &Output) -> Output {
    Output { dependencies: BTreeSet::new(), ..output.clone() }
}

fn registered(recording: &Recording) -> BTreeSet<String> {
    recording.names().into_iter().map(str::to_owned).collect()
}

fn package_schema() -> Result<Value, Failure> {
    pulumi_schema::compile(&[COMPONENT.model()]).map_err(|all| failure(&all))
}

fn write(files: &Files, folder: &Path) -> Result<(), Failure> {
    for (name, text) in &files.0 {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn failure(problems: &[Problem]) -> Failure {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    Failure::new(lines.join("\n"))
}

fn same<T: Debug + PartialEq>(found: &T, expected: &T) -> Result<(), Failure> {
    if found == expected {
        return Ok(());
    }
    Err(Failure::new(format!("found {found:?}, expected {expected:?}")))
}
