//! A decision for programs.

use super::{Alternative, Answer, Decision, Line, ServiceAnswer, Share};
use crate::money::Quantity;
use serde_json::{Value as Json, json};

impl Answer {
    /// The word for it.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Central => "central",
            Self::Split(_) => "split",
        }
    }

    /// It in words, to be read after "cheapest:".
    pub fn words(&self) -> String {
        match self {
            Self::Local => "endpoints in every VPC".to_owned(),
            Self::Central => "all services in a hub".to_owned(),
            Self::Split(central) => format!("a hub with {}", central.join(", ")),
        }
    }
}

impl Decision {
    /// The decision as a document: amounts in dollars, a month each.
    pub fn document(&self) -> Json {
        let names = |is_central: bool| {
            let all = self.services.iter().filter(move |it| it.is_central == is_central);
            all.map(|it| it.name.to_string()).collect::<Vec<_>>()
        };
        let decides = self.lines.iter().find(|line| line.decides.is_some());
        json!({
            "region": self.numbers.prices.region,
            "answer": self.answer.word(),
            "central": names(true),
            "local": names(false),
            "localMonthly": self.local.dollars(),
            "centralMonthly": self.central.dollars(),
            "bestMonthly": self.best.dollars(),
            "savesMonthly": self.saves().dollars(),
            "breakEvenGb": self.break_even.gb().map(Quantity::as_f64),
            "oneVpcGb": self.one_vpc.gb().map(Quantity::as_f64),
            "deciding": decides.map(|line| json!({ "line": line.what, "otherwise": line.decides })),
            "lines": self.lines.iter().map(line).collect::<Vec<_>>(),
            "services": self.services.iter().map(service).collect::<Vec<_>>(),
            "alternatives": self.alternatives.iter().map(alternative).collect::<Vec<_>>(),
            "teams": self.shares.iter().map(share).collect::<Vec<_>>(),
            "notGiven": self.without_gb().iter().map(ToString::to_string).collect::<Vec<_>>(),
            "prices": self.numbers.prices.document(&self.price_ids()),
        })
    }
}

fn line(line: &Line) -> Json {
    json!({
        "what": line.what,
        "localMonthly": line.local.dollars(),
        "centralMonthly": line.central.dollars(),
        "bestMonthly": line.best.dollars(),
        "how": line.how,
    })
}

fn service(service: &ServiceAnswer) -> Json {
    json!({
        "name": *service.name,
        "place": if service.is_central { "central" } else { "local" },
        "why": service.why,
        "gb": service.gb,
        "breakEvenGb": service.threshold.gb().map(Quantity::as_f64),
    })
}

fn alternative(alternative: &Alternative) -> Json {
    json!({
        "what": alternative.what,
        "answer": alternative.answer.word(),
        "bestMonthly": alternative.best.dollars(),
        "changes": alternative.changes,
    })
}

fn share(share: &Share) -> Json {
    let bill = share.bill;
    json!({
        "team": share.team.as_deref(),
        "monthly": bill.total().dollars(),
        "endpointsMonthly": bill.endpoints.dollars(),
        "attachmentsMonthly": bill.attachments.dollars(),
        "namesMonthly": bill.names.dollars(),
        "dataMonthly": bill.data().dollars(),
    })
}
