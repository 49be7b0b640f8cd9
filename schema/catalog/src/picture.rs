//! Where a kind stands in a picture of an architecture, and where its traffic goes.

/// How a kind is drawn. A kind that says nothing about it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is.
    pub form: PictureForm,
    /// Its short name for a person.
    pub name: &'static str,
    /// A property whose value decides about the name, with the name for each value.
    pub names: Option<(&'static str, &'static [(&'static str, &'static str)])>,
    /// Small sign in its box.
    pub glyph: Glyph,
    /// Properties whose values are written into its box, or on its arrow.
    pub detail: &'static [&'static str],
    /// Property that names its VPC.
    pub vpc: Option<&'static str>,
    /// Properties that name its subnets, one in each zone; a field of a block after a dot.
    pub zones: &'static [&'static str],
    /// Who sends it traffic, unless something else in the picture does; for an arrow, where it begins if that is made elsewhere.
    pub sender: Option<Outside>,
    /// Where its traffic goes.
    pub leads: &'static [Lead],
    /// Whether traffic from other VPCs enters its VPC by it, to what stands there in subnets.
    pub entry: bool,
}

/// What a kind is in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureForm {
    /// A box that stands here.
    Box(Standing),
    /// An arrow from what one of these properties refers to.
    Arrow(&'static [&'static str]),
    /// Not drawn itself: arrows to it go on along the arrows from it.
    Through,
    /// A line in the box of what it refers to or what refers to it.
    Note,
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Outside of the account, at the border of the picture.
    Outside,
    /// In the account, in no Region.
    Account,
    /// In the Region, in no VPC.
    Region,
    /// In the VPC; in its zones if it has subnets.
    Vpc,
}

/// Something that is made elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outside {
    /// Its short name for a person.
    pub name: &'static str,
    /// Where it stands.
    pub standing: Standing,
    /// Small sign in its box.
    pub glyph: Glyph,
}

/// A property along which traffic goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    /// The property.
    pub property: &'static str,
    /// What it leads to if that is not made by the component; `None`: such a thing is not drawn. Without a name it is
    /// called as what the traffic comes from says.
    pub outside: Option<Outside>,
    /// A property whose value decides what is written on the arrow, with the label for each value.
    pub labels: Option<(&'static str, &'static [(&'static str, &'static str)])>,
    /// Whether these are not the packets of clients but logs, messages, names.
    pub control: bool,
}

/// A small sign in a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Glyph {
    /// A machine.
    Machine,
    /// A door to a service.
    Endpoint,
    /// A service.
    Service,
    /// Something that spreads connections.
    Balancer,
    /// Storage.
    Storage,
    /// Messages.
    Messages,
    /// Names.
    Names,
}
