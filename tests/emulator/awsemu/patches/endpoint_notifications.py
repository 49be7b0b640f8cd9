"""Notifications about endpoint connections, of a service or of an endpoint.

Stock moto knows none of the four calls.
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.responses.vpc_service_configuration import VPCEndpointServiceConfiguration as Response

from awsemu.moto_state import random_hex
from awsemu.patches.endpoint_services import requested_service
from awsemu.patching import replace

EVENTS = {"Accept", "Connect", "Delete", "Reject"}
Notifications = dict[str, dict[str, Any]]


@replace(Response)
def create_vpc_endpoint_connection_notification(self: Any) -> ActionResult:
    """Make a notification of a service or, if none is named, of an endpoint."""
    service_id, endpoint_id = self._get_param("ServiceId"), self._get_param("VpcEndpointId")
    if service_id:
        requested_service(self)
    elif endpoint_id:
        self.ec2_backend.get_vpc_end_point(endpoint_id)
    notification = {
        "ConnectionNotificationId": f"vpce-nfn-{random_hex(17)}",
        "ServiceId": service_id,
        "VpcEndpointId": endpoint_id,
        "ConnectionNotificationType": "Topic",
        "ConnectionNotificationArn": self._get_param("ConnectionNotificationArn"),
        "ConnectionEvents": _checked_events(self),
        "ConnectionNotificationState": "Enabled",
        "ServiceRegion": self.region,
    }
    _notifications(self)[notification["ConnectionNotificationId"]] = notification
    return ActionResult({"ConnectionNotification": notification})


@replace(Response)
def describe_vpc_endpoint_connection_notifications(self: Any) -> ActionResult:
    """List all notifications, or the one that is named."""
    if self._get_param("ConnectionNotificationId"):
        return ActionResult({"ConnectionNotificationSet": [_requested(self)]})
    return ActionResult({"ConnectionNotificationSet": list(_notifications(self).values())})


@replace(Response)
def modify_vpc_endpoint_connection_notification(self: Any) -> ActionResult:
    """Change topic and events."""
    notification = _requested(self)
    if self._get_param("ConnectionEvents"):
        notification["ConnectionEvents"] = _checked_events(self)
    if self._get_param("ConnectionNotificationArn"):
        notification["ConnectionNotificationArn"] = self._get_param("ConnectionNotificationArn")
    return ActionResult({"ReturnValue": True})


@replace(Response)
def delete_vpc_endpoint_connection_notifications(self: Any) -> ActionResult:
    """Delete the notifications; report those that do not exist."""
    refused = []
    for identifier in self._get_param("ConnectionNotificationIds", []):
        if _notifications(self).pop(identifier, None) is None:
            error = {"Code": "InvalidConnectionNotification", "Message": _missing(identifier)}
            refused.append({"ResourceId": identifier, "Error": error})
    return ActionResult({"Unsuccessful": refused})


def _notifications(response: Any) -> Notifications:
    """Return the store, kept on the backend so that a reset of the server empties it."""
    store: Notifications = response.ec2_backend.__dict__.setdefault("connection_notifications", {})
    return store


def _requested(response: Any) -> dict[str, Any]:
    identifier = response._get_param("ConnectionNotificationId")
    notification = _notifications(response).get(identifier)
    if notification is None:
        raise EC2ClientError("InvalidConnectionNotification", _missing(identifier))
    return notification


def _missing(identifier: str) -> str:
    return f"The Connection Notification Id '{identifier}' does not exist"


def _checked_events(response: Any) -> list[str]:
    events = list(response._get_param("ConnectionEvents", []))
    unknown = sorted(set(events) - EVENTS)
    if unknown:
        raise EC2ClientError("InvalidParameter", f"Invalid events: {unknown}")
    return events
