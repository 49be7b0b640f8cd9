//! The rule that spells names for each engine: `vpc_id`, `vpcId`, `VpcId`. Exceptions stand in the catalog files.

/// `vpc_id` as Pulumi spells it: `vpcId`.
pub fn camel_case(snake: &str) -> String {
    let mut name = String::with_capacity(snake.len());
    let mut upper = false;
    for letter in snake.chars() {
        if letter == '_' {
            upper = !name.is_empty();
        } else if upper {
            name.extend(letter.to_uppercase());
            upper = false;
        } else {
            name.push(letter);
        }
    }
    name
}

/// `vpc_id` or `vpcId` as `CloudFormation` spells it: `VpcId`.
pub fn pascal_case(name: &str) -> String {
    let camel = camel_case(name);
    let mut letters = camel.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `vpcId` as Terraform spells it: `vpc_id`. Digits stay with the word before them.
pub fn snake_case(camel: &str) -> String {
    let mut name = String::with_capacity(camel.len() + 4);
    let mut previous_lower = false;
    for letter in camel.chars() {
        if letter.is_uppercase() {
            if previous_lower {
                name.push('_');
            }
            name.extend(letter.to_lowercase());
            previous_lower = false;
        } else {
            name.push(letter);
            previous_lower = letter.is_lowercase() || letter.is_ascii_digit();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::{camel_case, pascal_case, snake_case};

    #[test]
    fn names_are_spelled_by_rule() {
        assert_eq!(camel_case("enable_cross_zone_load_balancing"), "enableCrossZoneLoadBalancing");
        assert_eq!(camel_case("private_ipv4_address"), "privateIpv4Address");
        assert_eq!(pascal_case("supported_ip_address_types"), "SupportedIpAddressTypes");
        assert_eq!(snake_case("privateIpv4Address"), "private_ipv4_address");
        assert_eq!(snake_case("PrivateLinkService"), "private_link_service");
        assert_eq!(snake_case("cidrIpv4"), "cidr_ipv4");
    }
}
