//! What the tools of each language say about everything that is committed for it: nothing.

use std::fs;
use std::process::Command;
use std::time::Duration;

use libtest_mimic::Trial;
use privatelink_corpus_reader::Corpus;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{Scratch, checkout, copy_tree, files};
use privatelink_tests::terraform::Terraform;
use privatelink_tests::terraform_plugin::TerraformPlugin;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{process, program, trial};
use serde_json::{Map, Value, json};

/// Time for one tool. Without a cache mypy reads all of Pulumi's `aws` package, which takes a busy machine long.
const LIMIT: Duration = Duration::from_mins(15);

/// Where the Terraform modules are.
const MODULES: &str = "sdks/terraform";

/// The tests of this module.
pub(crate) fn trials(corpora: &[Corpus]) -> Vec<Trial> {
    let mut trials = vec![
        trial::with_emulator("terraform_accepts_modules_and_examples", terraform),
        trial::with_toolchain("tflint_accepts_modules_and_examples", tflint),
        trial::with_toolchain("cfn_lint_accepts_every_template", cloudformation),
        trial::with_toolchain("the_plugin_has_the_committed_schema", schema),
        trial::with_toolchain("mypy_accepts_python_programs", mypy),
        trial::with_toolchain("tsc_accepts_typescript_programs", tsc),
    ];
    for corpus in corpora {
        let name = corpus.name.clone();
        trials.push(trial::with_emulator(
            &format!("{name}_passes_its_terraform_tests"),
            move |tools, aws| module_tests(&name, tools, aws),
        ));
    }
    trials
}

/// Every folder below `folder` that has this file, as a path below the checkout.
fn folders_with(folder: &str, file: &str) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(checkout().join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() && name != "node_modules" {
                open.push(format!("{folder}/{name}"));
            } else if name == file {
                found.push(folder.clone());
            }
        }
    }
    found.sort();
    if found.is_empty() {
        Err(Failure::new(format!("no `{file}` is in `{folder}`")))
    } else {
        Ok(found)
    }
}

/// Every example of a language, which is where it has this file.
fn examples(language: &str, file: &str) -> Result<Vec<String>, Failure> {
    folders_with(&format!("examples/{language}"), file)
}

/// `fmt` over all, `validate` for each root module.
fn terraform(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    for folder in [MODULES, "examples/terraform", "tests/corpus"] {
        let mut format = Command::new("terraform");
        format.args(["fmt", "-check", "-diff", "-recursive"]).arg(checkout().join(folder));
        process::run(&mut format, LIMIT)?.expect(0)?;
    }
    // Modules are roots here too: each has to be valid by itself. One that is handed providers cannot be a root, so its example
    // speaks for it. <https://github.com/hashicorp/terraform/issues/28490>
    let modules = folders_with(MODULES, "main.tf")?;
    let is_root = |folder: &String| {
        let versions = fs::read_to_string(checkout().join(folder).join("versions.tf"));
        !versions.is_ok_and(|text| text.contains("configuration_aliases"))
    };
    let roots = modules.into_iter().filter(is_root).chain(examples("terraform", "main.tf")?);
    let roots: Vec<_> = roots.collect();
    for tools in tools.with_each_terraform() {
        let provider = TerraformPlugin::start(&tools, &account)?;
        for root in &roots {
            let mut terraform = Terraform::example(&tools, &account, root, &json!({}))?;
            let (name, value) = provider.variable();
            terraform.set_environment(name, value);
            terraform.command(&["validate"])?.expect(0)?;
        }
    }
    Ok(())
}

/// Runs the `*.tftest.hcl` of a component's module with a provider that Terraform makes up. OpenTofu's has no values in a plan
/// (`override_during`), which the tests look at.
fn module_tests(name: &str, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let tests = checkout().join(format!("tests/corpus/{name}/terraform"));
    let terraform =
        Terraform::example(tools, &aws.account(), &format!("{MODULES}/{name}"), &json!({}))?;
    // Variables of the runs are their own.
    fs::remove_file(terraform.folder().join("terraform.tfvars.json"))?;
    copy_tree(&tests, &terraform.folder().join("tests"))?;
    let run = terraform.command(&["test"])?.expect(0)?;
    // Without a test file nothing fails either.
    if run.stdout.contains("Success! 0 passed") {
        return Err(Failure::new(format!("no tests are in `{}`", tests.display())));
    }
    Ok(())
}

/// Every rule for modules, the recommended ones for examples, which are one file each.
fn tflint(tools: &Toolchain) -> Result<(), Failure> {
    let (own, minimal): (Vec<_>, Vec<_>) = folders_with(MODULES, "main.tf")?
        .into_iter()
        .partition(|folder| folder.matches('/').count() == MODULES.matches('/').count() + 1);
    let of_readers = minimal.into_iter().chain(examples("terraform", "main.tf")?);
    let folders = own
        .into_iter()
        .map(|path| ("all", path))
        .chain(of_readers.map(|path| ("recommended", path)));
    let settings = Scratch::new("tflint")?;
    for (preset, folder) in folders {
        let file = settings.path().join(format!("{preset}.hcl"));
        fs::write(
            &file,
            format!("plugin \"terraform\" {{\n  enabled = true\n  preset = \"{preset}\"\n}}\n"),
        )?;
        let mut lint = Command::new(tools.bin().join("tflint"));
        lint.arg("--config").arg(file).arg("--chdir").arg(checkout().join(folder));
        process::run(&mut lint, LIMIT)?.expect(0)?;
    }
    Ok(())
}

/// What cfn-lint adds to the schemas and AWS does not say: that a transit gateway has routes for IPv4 only. It has them for
/// IPv6 too (<https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ec2_transit_gateway_route>).
const OTHERWISE: &str = "tests/tests/engines/lint/cfn-lint.json";

fn cloudformation(tools: &Toolchain) -> Result<(), Failure> {
    let mut templates = Vec::new();
    for folder in ["sdks/cloudformation", "tests/corpus", "examples/cloudformation"] {
        let before = templates.len();
        for extension in ["yaml", "json"] {
            for file in files(&checkout().join(folder), extension)? {
                // A template is known by what it begins with.
                if fs::read_to_string(&file)?.contains("AWSTemplateFormatVersion") {
                    templates.push(file);
                }
            }
        }
        if templates.len() == before {
            return Err(Failure::new(format!("no template is in `{folder}`")));
        }
    }
    let mut lint = Command::new(tools.python());
    lint.args(["-c", "from cfnlint.runner import main; main()"]);
    lint.arg("--override-spec").arg(checkout().join(OTHERWISE));
    // Stacks of blueprints name templates that are compiled first, and that `aws cloudformation package` uploads.
    lint.args(["--ignore-checks", "W3002"]);
    lint.arg("--").args(templates);
    process::run(&mut lint, LIMIT)?.expect(0).map(drop)
}

/// `pulumi package get-schema` on the program, as the engine would read it.
fn schema(tools: &Toolchain) -> Result<(), Failure> {
    let home = Scratch::new("schema")?;
    let mut pulumi = Command::new(tools.bin().join("pulumi"));
    pulumi
        .args(["package", "get-schema"])
        .arg(tools.plugins()?.join("pulumi-resource-privatelink"));
    pulumi.env("PULUMI_HOME", home.path()).env("PULUMI_SKIP_UPDATE_CHECK", "true");
    let shown = process::run(&mut pulumi, LIMIT)?.expect(0)?;
    let shown: Value = serde_json::from_str(&shown.stdout)?;
    let committed = fs::read_to_string(checkout().join("schema/generated/pulumi-schema.json"))?;
    let committed: Value = serde_json::from_str(&committed)?;
    // The engine adds what is empty; all that is ours has to be there.
    let differs = |name: &&String| shown.get(name.as_str()) != committed.get(name.as_str());
    let ours = committed.as_object().into_iter().flatten().map(|(name, _)| name);
    match ours.clone().find(|name| {
        ["name", "version", "resources", "types"].contains(&name.as_str()) && differs(name)
    }) {
        None => Ok(()),
        Some(name) => Err(Failure::new(format!(
            "`{name}` of the plugin's schema differs from the committed one"
        ))),
    }
}

fn mypy(tools: &Toolchain) -> Result<(), Failure> {
    let sdk = program::install_python_sdk(tools)?;
    let cache = Scratch::new("mypy")?;
    let mut complaints = String::new();
    for program in examples("python", "__main__.py")? {
        let mut mypy = Command::new(tools.python());
        // What Pulumi's generators write is typed, but not strictly; only our programs are held to that.
        mypy.args(["-m", "mypy", "--strict", "--follow-imports=silent", "--cache-dir"])
            .arg(cache.path());
        mypy.arg(checkout().join(program).join("__main__.py"));
        mypy.env("MYPYPATH", &sdk);
        if let Err(failure) = process::run(&mut mypy, LIMIT)?.expect(0) {
            complaints += &failure.to_string();
        }
    }
    if complaints.is_empty() { Ok(()) } else { Err(Failure::new(complaints)) }
}

/// All programs at once, and with them the SDK's declarations: what takes the time is reading Pulumi's.
fn tsc(tools: &Toolchain) -> Result<(), Failure> {
    let scratch = Scratch::new("tsc")?;
    let folders = examples("typescript", "index.ts")?;
    let mut settings = Vec::new();
    for folder in &folders {
        copy_tree(&checkout().join(folder), &scratch.path().join(folder))?;
        settings.push(fs::read_to_string(checkout().join(folder).join("tsconfig.json"))?);
    }
    settings.dedup();
    let [common] = settings.as_slice() else {
        return Err(Failure::new(
            "each `tsconfig.json` is the same, so that one run speaks for all",
        ));
    };
    let mut project: Map<String, Value> = serde_json::from_str(common)?;
    let files = folders.iter().map(|folder| format!("{folder}/index.ts")).collect();
    project.insert("files".to_owned(), files);
    fs::write(scratch.path().join("tsconfig.json"), Value::from(project).to_string())?;
    program::link_packages(tools, &scratch.path().join("node_modules"))?;
    let mut tsc = Command::new("node");
    tsc.arg(tools.node_modules().join("typescript/bin/tsc")).args(["--project", ".", "--strict"]);
    process::run(tsc.current_dir(scratch.path()), LIMIT)?.expect(0).map(drop)
}
