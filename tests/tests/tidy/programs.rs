//! What holds for all programs and templates of `examples`, as far as their text says it.

use crate::{read, root};

/// How a program starts an instance or says how a group starts them, and how it has them answer metadata to requests with a token
/// only. In the order of the forms that examples have.
const FORMS: [(&str, &[&str], &str); 5] = [
    (
        "tf",
        &["resource \"aws_instance\"", "resource \"aws_launch_template\""],
        "http_tokens = \"required\"",
    ),
    ("ts", &["new aws.ec2.Instance(", "new aws.ec2.LaunchTemplate("], "httpTokens: \"required\""),
    ("py", &["aws.ec2.Instance(\n", "aws.ec2.LaunchTemplate(\n"], "http_tokens=\"required\""),
    (
        "yaml",
        &["Type: AWS::EC2::Instance\n", "Type: AWS::EC2::LaunchTemplate\n"],
        "HttpTokens: required",
    ),
    (
        "Pulumi.yaml",
        &["type: aws:ec2:Instance\n", "type: aws:ec2:LaunchTemplate\n"],
        "httpTokens: required",
    ),
];

/// Files of a folder with all below, but what a package manager put there.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{folder}/{name}");
        if entry.path().is_dir()
            && !["node_modules", ".terraform", "__pycache__"].contains(&name.as_str())
        {
            found.extend(files(&path));
        } else if entry.path().is_file() {
            found.push(path);
        }
    }
    found
}

#[test]
fn instances_guard_their_metadata_and_servers_outlive_a_reboot() {
    let mut instances = 0;
    for path in files("examples") {
        let Some((_, starts, guard)) = FORMS.iter().rev().find(|(end, ..)| path.ends_with(end))
        else {
            continue;
        };
        let text = read(&path);
        let started: usize = starts.iter().map(|start| text.matches(start).count()).sum();
        assert!(text.matches(guard).count() >= started, "{path}: `{guard}` is missing");
        for once in ["systemd-run", "systemctl start", "nohup "] {
            assert!(!text.contains(once), "{path}: a reboot ends what `{once}` starts");
        }
        instances += started;
    }
    assert!(instances > 30, "only {instances} were found");
}
