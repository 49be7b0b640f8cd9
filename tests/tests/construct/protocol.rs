//! What a component provider has to do, row by row, and the tests that show it: every call of the protocol, and every
//! pitfall that is known. A row without a test fails here, and so does a test that is gone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A row and the tests that show it.
type Row = (&'static str, &'static [&'static str]);

/// The calls of `ResourceProvider`, in the order of the protocol, then what the plugin asks engines.
const CALLS: &[Row] = &[
    ("Handshake", &["both_introductions_tell_the_same", "an_engine_is_known_from_its_handshake"]),
    ("Parameterize", &[UNIMPLEMENTED]),
    ("GetSchema", &["the_schema_is_handed_out_in_the_only_version_there_is"]),
    ("CheckConfig", &["the_version_of_resources_can_be_pinned", "a_misspelt_setting_is_named"]),
    ("DiffConfig", &[UNIMPLEMENTED]),
    ("Configure", &["both_introductions_tell_the_same", "the_version_of_resources_can_be_pinned"]),
    ("Invoke", &["the_decision_is_that_of_the_command", "there_is_no_other_function"]),
    ("Call", &[UNIMPLEMENTED]),
    ("Check", &[UNIMPLEMENTED]),
    ("Diff", &[UNIMPLEMENTED]),
    ("Create", &[UNIMPLEMENTED]),
    ("Read", &[UNIMPLEMENTED]),
    ("List", &[UNIMPLEMENTED]),
    ("Update", &[UNIMPLEMENTED]),
    ("Delete", &[UNIMPLEMENTED]),
    ("Construct", &["an_update_registers_component_and_children_and_returns_outputs"]),
    ("Cancel", &["a_cancelled_plugin_serves_on", "much_to_read_keeps_nobody_from_being_heard"]),
    ("GetPluginInfo", &["the_port_is_the_only_output_and_answers_at_once"]),
    ("Attach", &["engines_attached_at_the_same_time_hear_their_own_warnings", ANEW]),
    ("GetMapping", &["no_other_tool_has_a_mapping"]),
    ("GetMappings", &["no_other_tool_has_a_mapping"]),
];

/// What the plugin asks of an engine.
const QUESTIONS: &[Row] = &[
    ("grpc.health", &["an_engine_answers_as_long_as_it_is_there", SILENT]),
    ("RequirePulumiVersion", &["an_engine_that_is_too_old_is_refused"]),
    ("GetDeploymentInfo", &["engines_are_asked_once_for_their_version_and_for_what_they_can_do"]),
];

const UNIMPLEMENTED: &str = "what_components_do_not_need_is_unimplemented";
const ANEW: &str = "a_connection_made_anew_belongs_to_its_deployment";
const SILENT: &str = "an_engine_that_falls_silent_is_gone";

/// What providers are known to get wrong, in the order in which they meet it.
const PITFALLS: &[Row] = &[
    (
        "1 only the port on standard output, once it answers",
        &["the_port_is_the_only_output_and_answers_at_once"],
    ),
    ("2 the loopback interface, IPv4", &["the_port_is_the_only_output_and_answers_at_once"]),
    (
        "3 unknown flags, attaching, engines that do not listen",
        &[
            "the_engine_is_the_last_argument_that_is_no_flag",
            "every_command_line_of_an_engine_is_understood",
            "an_engine_that_cannot_be_reached_is_not_refused",
        ],
    ),
    (
        "4 limits of sizes, depths and headers",
        &[
            "values_of_many_megabytes_arrive",
            "values_a_hundred_levels_deep_arrive",
            "values_nested_without_end_are_refused",
            "a_long_error_of_the_engine_arrives",
        ],
    ),
    (
        "5 the end is acknowledged, and is none while attached",
        &[
            "the_end_is_acknowledged_before_a_signal_ends_the_process",
            "a_cancelled_plugin_serves_on",
            "much_to_read_keeps_nobody_from_being_heard",
        ],
    ),
    (
        "6 panics and requests without an end",
        &[
            "a_panic_becomes_an_error",
            "much_work_is_done_on_another_thread",
            "any_inputs_are_answered",
        ],
    ),
    ("7 small messages are sent at once", &["accepted_connections_do_not_wait"]),
    (
        "8 nothing is shared between deployments",
        &[
            "components_at_the_same_time_keep_their_own_values",
            "each_engine_that_attaches_is_asked_itself",
            ANEW,
        ],
    ),
    ("9 both introductions say the same", &["both_introductions_tell_the_same"]),
    (
        "10 the configuration comes back as it was",
        &["the_version_of_resources_can_be_pinned", "any_configuration_is_answered"],
    ),
    ("11 what is not there is unimplemented", &[UNIMPLEMENTED]),
    ("12 one version everywhere", &["the_schema_is_handed_out_in_the_only_version_there_is"]),
    (
        "13 output values, nested in each other",
        &["wrappers_in_wrappers_become_one", "output_values_round_trip"],
    ),
    ("14 every magic string is read, one is written", &["every_magic_string_is_unknown"]),
    (
        "15 nothing unknown in the answer of an update but what is",
        &[
            "an_answer_without_an_id_is_of_a_resource_that_is_not_made",
            "what_needs_a_failed_resource_is_offered_to_the_engine_which_skips_it",
            "a_run_that_is_limited_to_others_leaves_a_new_component_out",
        ],
    ),
    (
        "16 secrets stay secrets",
        &[
            "a_secret_stays_one_wherever_it_flows",
            "no_secret_is_shown_wherever_it_stands",
            "an_error_shows_no_secret",
            "a_secret_argument_is_sent_as_one",
            "what_only_flows_may_be_secret",
        ],
    ),
    (
        "17 values without a kind, nulls, whole numbers",
        &[
            "registrations_have_no_nulls_in_objects_and_no_output_values",
            "files_are_handed_on_with_a_kind_everywhere",
            "integers_are_shown_without_a_point",
            "what_would_be_rounded_is_no_integer",
        ],
    ),
    (
        "18 references to resources and providers",
        &[
            "references_keep_the_difference_between_no_id_and_an_unknown_id",
            "a_provider_is_urn_and_id",
            "a_provider_that_does_not_exist_yet_can_be_used",
            "a_provider_of_another_package_is_refused",
        ],
    ),
    ("19 files are handed on as they came", &["files_are_handed_on_with_a_kind_everywhere"]),
    ("20 type, name and parent as they came", &["every_option_is_forwarded"]),
    ("21 absent options stay absent", &["options_that_were_not_given_stay_absent"]),
    (
        "22 every option goes along",
        &["every_option_is_forwarded", "what_is_empty_is_not_sent_back"],
    ),
    (
        "23 what is understood is said in every registration",
        &[
            "every_option_is_forwarded",
            "children_get_the_provider_and_leave_the_rest_to_the_engine",
        ],
    ),
    (
        "24 what a plan does not say is unknown, and what an update does not say is as asked for",
        &[
            "what_a_planned_update_does_not_say_is_unknown_at_any_depth",
            "what_a_resource_that_exists_does_not_say_is_null",
            "what_an_update_does_not_tell_is_as_asked_for",
            "an_answer_without_an_id_is_of_a_resource_that_is_not_made",
        ],
    ),
    (
        "25 resources that failed or were skipped",
        &[
            "what_does_not_need_a_failed_resource_is_made",
            "what_needs_a_failed_resource_is_offered_to_the_engine_which_skips_it",
            "a_component_that_waits_for_what_failed_is_skipped_with_all_of_it",
        ],
    ),
    (
        "26 a component is completed once, after everything else",
        &[
            "an_update_registers_component_and_children_and_returns_outputs",
            "a_resource_that_cannot_be_registered_ends_the_component",
        ],
    ),
    (
        "27 dependencies as fine as they come, and none on itself",
        &[
            "dependencies_of_inputs_reach_the_properties_they_flow_into",
            "an_output_depends_on_what_it_waits_for",
            "nothing_waits_for_the_component_or_its_parent",
        ],
    ),
    (
        "28 providers and versions of resources and functions",
        &[
            "children_get_the_provider_and_leave_the_rest_to_the_engine",
            "functions_ask_the_same_provider_as_the_children",
            "the_version_of_resources_can_be_pinned",
            "a_program_that_names_no_version_is_told_once",
        ],
    ),
    (
        "29 names of resources begin with that of the component, and no two are alike",
        &[
            "an_update_registers_component_and_children_and_returns_outputs",
            "no_two_resources_of_a_component_share_a_name",
            "what_had_another_name_or_token_has_an_alias",
            "what_a_release_has_made_is_known_today",
        ],
    ),
    (
        "30 everything that is wrong is said, once",
        &[
            "all_problems_of_the_inputs_are_reported_before_anything_is_registered",
            "a_shutdown_ends_the_component_at_once",
            "a_warning_is_shown_beside_the_component_and_is_no_error",
            "quotes_in_keys_are_escaped",
        ],
    ),
    ("31 no methods", &[UNIMPLEMENTED]),
    (
        "32 the schema: names, plain inputs, defaults in the plugin too",
        &[
            "inputs_that_decide_are_plain_and_others_are_not",
            "no_input_is_lost",
            "former_names_of_a_component_are_its_aliases",
            "defaults_are_applied_and_absent_properties_are_left_out",
            "who_relies_on_a_changed_default_is_told_once",
        ],
    ),
];

/// Folders of the crates whose tests may be named.
const FOLDERS: [&str; 4] =
    ["provider", "tests/tests/construct", "tests/tests/corpus", "codegen/backends"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Names of all tests below a folder.
fn tests(folder: &Path, to: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests(&path, to);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            let marked = source.split("#[test]\n").chain(source.split("#[tokio::test"));
            let names = marked.filter_map(|rest| {
                let function = rest.lines().take(2).find_map(|line| line.split("fn ").nth(1))?;
                Some(function.split('(').next()?.to_owned())
            });
            to.extend(names);
        }
    }
}

#[test]
fn every_row_is_shown_by_a_test() {
    let mut known = BTreeSet::new();
    for folder in FOLDERS {
        tests(&root().join(folder), &mut known);
    }
    let mut wrong = Vec::new();
    for (row, shown_by) in CALLS.iter().chain(QUESTIONS).chain(PITFALLS) {
        if shown_by.is_empty() {
            wrong.push(format!("{row}: no test"));
        }
        let gone = shown_by.iter().filter(|test| !known.contains(**test));
        wrong.extend(gone.map(|test| format!("{row}: there is no test `{test}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_call_of_the_protocol_has_a_row() {
    let protocol = fs::read_to_string(root().join("provider/wire/proto/pulumi/provider.proto"));
    let protocol = protocol.unwrap();
    let service = protocol.split("service ResourceProvider {").nth(1).unwrap();
    let service = service.split("\n}").next().unwrap();
    let calls = service.lines().filter_map(|line| line.trim().strip_prefix("rpc "));
    let calls: Vec<&str> = calls.filter_map(|call| call.split('(').next()).collect();
    let rows: Vec<&str> = CALLS.iter().map(|(call, _)| *call).collect();
    assert_eq!(rows, calls);
    let numbers: Vec<String> = (1..=32).map(|number: usize| number.to_string()).collect();
    let rows = PITFALLS.iter().filter_map(|(row, _)| row.split(' ').next());
    assert_eq!(rows.collect::<Vec<_>>(), numbers);
}
