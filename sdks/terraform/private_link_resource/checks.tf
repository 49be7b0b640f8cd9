check "share_external" {
  assert {
    condition = (
      !var.allow_external_principals
      || length([for share_with in var.share_with : share_with if can(regex("^[0-9]{12}$", share_with))]) == 0
    )
    error_message = format(
      "`allow_external_principals` lets accounts outside of the organization in: %s; leave it out if all of these are in the organization",
      join(", ", coalescelist(
        formatlist("`%s`", [
          for share_with in var.share_with : share_with
          if can(regex("^[0-9]{12}$", share_with))
        ]),
        ["none"]
      ))
    )
  }
}
