check "peering_asn" {
  assert {
    condition = (
      var.requester.amazon_side_asn == null
      || var.accepter.amazon_side_asn == null
      || var.requester.amazon_side_asn != var.accepter.amazon_side_asn
    )
    error_message = "`accepter.amazon_side_asn` is the number of the requester's gateway too: AWS advises one of its own for each gateway, for routes that may be propagated over peerings one day; give a new gateway another number; that of one that is there cannot be changed"
  }
}

check "peering_own_table" {
  assert {
    condition = (
      var.requester.associate_with == null
      ? true
      : !contains(values(var.requester.gateway_tables), var.requester.associate_with)
    )
    error_message = "`requester.associate_with` is one of `gateway_tables` of the requester: what comes from the other side could be sent back there, and if this is the table that knows every spoke, all of them are open to the other side; associate the peering with a table that leads only to what the other side may reach"
  }

  assert {
    condition = (
      var.accepter.associate_with == null
      ? true
      : !contains(values(var.accepter.gateway_tables), var.accepter.associate_with)
    )
    error_message = "`accepter.associate_with` is one of `gateway_tables` of the accepter: what comes from the other side could be sent back there, and if this is the table that knows every spoke, all of them are open to the other side; associate the peering with a table that leads only to what the other side may reach"
  }
}
