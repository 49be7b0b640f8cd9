//! What the build script refuses in a kind file, and what it makes of the rest.
#![allow(dead_code, unreachable_pub, reason = "not all of the build script is used here")]

#[path = "../build/access.rs"]
mod access;
#[path = "../build/checks.rs"]
mod checks;
#[path = "../build/clashes.rs"]
mod clashes;
#[path = "../build/files.rs"]
mod files;
#[path = "../build/import.rs"]
mod import;
#[path = "../build/picture.rs"]
mod picture;
#[path = "../src/spelling.rs"]
mod spelling;

use files::KindFile;

type Failure = Box<dyn std::error::Error>;

/// A kind with these lines between its types and its properties, these properties and these attributes.
fn kind([head, properties, attributes]: [&str; 3]) -> Result<KindFile, Failure> {
    let types = "summary = \"\"\nterraform = \"thing\"\npulumi = \"any:a/thing:Thing\"\n";
    let kind: KindFile = toml::from_str(&format!(
        "{types}{head}\n[properties]\n{properties}\n[attributes]\n{attributes}\n"
    ))?;
    checks::kind(&kind)?;
    import::import(&kind)?;
    picture::picture(&kind)?;
    Ok(kind)
}

const RESOURCE: &str = "cloudformation = \"Any::A::Thing\"\nimport = { none = \"no\" }";

fn refused(parts: [&str; 3]) -> String {
    kind(parts).err().map(|error| error.to_string()).unwrap_or_default()
}

/// What is wrong with properties of a resource.
fn properties(properties: &str) -> String {
    refused([RESOURCE, properties, ""])
}

#[test]
fn two_properties_do_not_overwrite_each_other() {
    let wrapped = "
a = { type = \"string\", cloudformation = { name = \"Options\", wrap = \"A\" } }
b = { type = \"string\", cloudformation = { name = \"Options\", wrap = \"B\" } }";
    assert_eq!(properties(wrapped), "`a` and `b` are both `Options`: use `inside`");
    let by_rule = "
a_b = { type = \"string\" }
c = { type = \"map(string)\", cloudformation = { tags = \"AB\" } }";
    assert_eq!(properties(by_rule), "`a_b` and `c` are both `AB`: use `inside`");
    let inside = "
a = { type = \"string\", cloudformation = { name = \"A\", inside = \"Options\" } }
b = { type = \"string\", cloudformation = { name = \"B\", inside = \"Options\" } }";
    assert_eq!(properties(inside), "");
    let twice = inside.replace("name = \"B\"", "name = \"A\"");
    assert_eq!(properties(&twice), "`a` and `b` are both `Options`: use `inside`");
    let beside = format!("{inside}\noptions = {{ type = \"string\" }}");
    assert_eq!(properties(&beside), "`a` and `options` are both `Options`: use `inside`");
    let constant = "
a = { type = \"string\", cloudformation = { name = \"Id\", beside = { name = \"Type\", value = \"A\" } } }";
    assert_eq!(properties(constant), "");
    for other in ["id", "type"] {
        let taken = format!("{constant}\n{other} = {{ type = \"string\" }}");
        let place = if other == "id" { "Id" } else { "Type" };
        assert_eq!(
            properties(&taken),
            format!("`a` and `{other}` are both `{place}`: use `inside`")
        );
    }
    let entries = "
a = { type = \"string\", cloudformation = { attributes = \"All\", key = \"a\" } }
b = { type = \"string\", cloudformation = { attributes = \"All\", key = \"b\" } }";
    assert_eq!(properties(entries), "");
    let same_key = entries.replace("key = \"b\"", "key = \"a\"");
    assert_eq!(properties(&same_key), "`a` and `b` are both `All`: use `inside`");
    let spread = "
a = { type = \"block\", cloudformation = { spread = true }, fields = { port = { type = \"number\" } } }
port = { type = \"number\" }";
    assert_eq!(properties(spread), "`port` and `port` are both `Port`: use `inside`");
    let nested = "a = { type = \"block\", fields = { b = { type = \"string\" }, c = { type = \"string\", cloudformation = { name = \"B\" } } } }";
    assert_eq!(properties(nested), "a.`b` and `c` are both `B`: use `inside`");
}

#[test]
fn what_is_set_once_is_a_whole_property_and_has_a_reason() {
    assert_eq!(properties("a = { type = \"string\", set_once = \"others change it\" }"), "");
    let said = properties("a = { type = \"string\", set_once = \"\" }");
    assert_eq!(said, "`a`: say why it is set once");
    let field =
        "a = { type = \"block\", fields = { b = { type = \"string\", set_once = \"why\" } } }";
    assert_eq!(properties(field), "`a.b`: only a whole property is set once");
}

#[test]
fn what_is_made_has_reasons_and_what_is_read_has_none_of_it() {
    let with = |line: &str| refused([&format!("{RESOURCE}\n{line}"), "", ""]);
    assert_eq!(with("replace = { before = \"it is in use\" }"), "");
    assert_eq!(with("replace = { after = \"there can be one\" }"), "");
    assert_eq!(with("pulumi_formerly = [\"any:b/thing:Thing\"]"), "");
    let same = "`pulumi_formerly`: has the token of today";
    assert_eq!(with("pulumi_formerly = [\"any:a/thing:Thing\"]"), same);
    for unsaid in ["before = \"\"", "after = \"\"", ""] {
        assert_eq!(with(&format!("replace = {{ {unsaid} }}")), "`replace`: say why");
    }
    let both = "replace = { before = \"it is in use\", after = \"there can be one\" }";
    assert_eq!(with(both), "`replace`: the new one comes before or after, not both");
    assert_eq!(with("parallel = { most = 3, reason = \"throttled\", source = \"a page\" }"), "");
    let incomplete = "`parallel`: needs a number above zero, a reason and a source";
    assert_eq!(with("parallel = { most = 0, reason = \"r\", source = \"s\" }"), incomplete);
    assert_eq!(with("parallel = { most = 1, reason = \"\", source = \"s\" }"), incomplete);
    let parallel = "parallel = { most = 1, reason = \"r\", source = \"s\" }";
    let implied = "cloudformation = { implied = \"by itself\" }\nimport = { none = \"no\" }";
    let said = refused([&format!("{implied}\n{parallel}"), "", ""]);
    assert_eq!(said, "`parallel`: in a template it is no resource for each instance");
    for (line, what) in [
        ("timeouts = [\"create\"]", "timeouts"),
        ("replace = { before = \"why\" }", "`replace`"),
        ("replace = { after = \"why\" }", "`replace`"),
        (parallel, "`parallel`"),
        ("pulumi_formerly = [\"aws:old/thing:getThing\"]", "`pulumi_formerly`"),
    ] {
        let said = with(&format!("lookup = true\n{line}"));
        assert_eq!(said, format!("what is only read has no {what}"));
    }
}

#[test]
fn what_is_made_together_only_repeats_properties() {
    const TOGETHER: &str =
        "cloudformation = { bridge = \"b\", together = \"Zones\" }\nimport = { none = \"no\" }";
    let property = "zone_id = { type = \"string\" }";
    let attribute =
        |form: &str| format!("zone_id = {{ type = \"string\", cloudformation = {form} }}");
    let with = |form: &str| refused([TOGETHER, property, &attribute(form)]);
    assert_eq!(with("{ property = \"zone_id\" }"), "");
    assert_eq!(with("{ absent = true }"), "");
    assert_eq!(with("{ get = \"ZoneId\" }"), "`zone_id`: it can only repeat a property");
    let unknown = "`zone_id`: no property `vpc_id` of this type";
    assert_eq!(with("{ property = \"vpc_id\" }"), unknown);
    let said = refused([RESOURCE, property, &attribute("{ property = \"zone_id\" }")]);
    assert_eq!(said, "`zone_id`: only what is made together repeats");
    let by_rule = refused([TOGETHER, property, "arn = { type = \"string\" }"]);
    assert_eq!(by_rule, "`arn`: it can only repeat a property");
    // A word that is spelled wrongly is not taken for a plain bridge.
    let typo = TOGETHER.replace("together", "togehter");
    assert_ne!(refused([&typo, property, ""]), "");
}

#[test]
fn an_element_that_is_a_text_has_no_other_properties() {
    let with = |properties: &str| {
        let fold = "cloudformation = { fold = { into = \"a/whole\", through = \"a\", list = \"Parts\", element = \"b\" } }";
        let head = format!("{fold}\nimport = {{ none = \"no\" }}");
        refused([&head, properties, ""])
    };
    let both = "a = { type = \"string\" }\nb = { type = \"string\" }";
    assert_eq!(with(both), "");
    assert_eq!(with("a = { type = \"string\" }"), "`fold`: there is no property `b`");
    let more = format!("{both}\nc = {{ type = \"string\" }}");
    assert_eq!(with(&more), "`fold`: a text has no place for `c`");
}

#[test]
fn identifiers_are_made_of_what_the_kind_has() {
    let names = [
        "a = { type = \"string\" }\nb = { type = \"list(string)\" }\nt = { type = \"string\", needs = \"functions\", reason = \"r\" }",
        "id = { type = \"string\" }",
    ];
    let import = |head: &str| refused([head, names[0], names[1]]);
    let each = |terraform: &str, cloudformation: &str| {
        import(&format!(
            "cloudformation = \"Any::A::Thing\"\nimport = {{ terraform = {terraform}, pulumi = {{ none = \"no\" }}{cloudformation} }}"
        ))
    };
    let own = ", cloudformation = { Id = \"{id}\" }";
    assert_eq!(each("\"{id}_{a}\"", own), "");
    assert_eq!(each("\"{arn}\"", own), "`import`: there is no `arn` to read");
    assert_eq!(each("\"{t}\"", own), "`import`: there is no `t` to read");
    assert_eq!(each("\"{b}\"", own), "`import`: `b` is of the type `list(string)`");
    assert_eq!(each("\"id\"", own), "`import`: `id` is the same for all resources");
    assert_eq!(each("\"{id\"", own), "`import`: `{id` has a brace that is not closed");
    assert_eq!(each("{ none = \"\" }", own), "`import`: say why there is none");
    assert_eq!(each("\"{id}\"", ""), "`import.cloudformation` is missing");
    assert_eq!(each("\"{id}\"", ", cloudformation = { Id = \"{t}\" }"), "");
    let fold =
        "cloudformation = { fold = { into = \"a/whole\", through = \"a\", list = \"Parts\" } }\n";
    let both = "import = { terraform = \"{id}\", pulumi = \"{id}\" }";
    assert_eq!(import(&format!("{fold}{both}")), "");
    let said =
        import(&format!("{fold}{}", both.replace(" }", ", cloudformation = { Id = \"{id}\" } }")));
    let why = "it is an element of `Parts` of `a/whole`";
    assert_eq!(said, format!("`import.cloudformation`: leave it out, {why}"));
    let read = format!("lookup = true\ncloudformation = \"Any::A::Thing\"\n{both}");
    assert_eq!(import(&read), "what is only read cannot be imported: write `import.none`");
}

#[test]
fn a_picture_says_one_thing_about_properties_that_there_are() {
    let drawn = |picture: &str| {
        let head = format!("{RESOURCE}\n[picture]\n{picture}");
        refused([&head, "a = { type = \"string\" }", ""])
    };
    assert_eq!(drawn("name = \"Thing\"\nplace = \"vpc\"\nvpc = \"a\""), "");
    let several = "`picture`: say one of `place`, `from`, `through` and `note`";
    assert_eq!(drawn("name = \"Thing\""), several);
    assert_eq!(drawn("name = \"Thing\"\nplace = \"vpc\"\nnote = true"), several);
    assert_eq!(drawn("note = true"), "`picture`: `name` is missing");
    let unknown = "`picture`: there is no property `b`";
    assert_eq!(drawn("name = \"Thing\"\nfrom = [\"b\"]"), unknown);
    assert_eq!(drawn("name = \"Thing\"\nnote = true\nto = [{ property = \"b\" }]"), unknown);
    let field = "`picture`: there is no property `a.b`";
    assert_eq!(drawn("name = \"Thing\"\nplace = \"vpc\"\nzones = [\"a.b\"]"), field);
}
