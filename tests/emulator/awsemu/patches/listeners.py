"""Listeners: one per port, changes to every protocol, TLS settings only for TLS.

Stock moto lets two listeners share a port, shows a TLS policy on TCP listeners and an idle timeout on TLS
ones, refuses or drops changes of TLS and UDP listeners (certificates, ALPN policy), and compares no
address types (here with ``--strict``).
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.exceptions import DuplicateListenerError
from moto.elbv2.exceptions import ELBClientError as ClientError
from moto.elbv2.models import ELBv2Backend, FakeAction, FakeListener
from moto.elbv2.responses import ELBV2Response as Response
from moto.elbv2.ssl_policies import SSL_POLICIES

from awsemu.patches import forwarding
from awsemu.patching import Function, replace, wrap
from awsemu.settings import settings

SECURE = ("HTTPS", "TLS")
IDLE_TIMEOUT = {"TCP": "350", "": "350"}
"""Protocols whose idle timeout can be read and set; a gateway listener has no protocol."""


@wrap(FakeListener, "__init__")
def _init(original: Function, self: Any, *arguments: Any, **keywords: Any) -> None:
    """Give a new listener what its protocol has."""
    original(self, *arguments, **keywords)
    _fit_protocol(self)


def _fit_protocol(listener: Any) -> None:
    if listener.protocol not in SECURE:
        listener.ssl_policy = None
    timeout = IDLE_TIMEOUT.get(listener.protocol or "")
    if timeout is None:
        listener.attributes.pop("tcp.idle_timeout.seconds", None)
    else:
        listener.attributes.setdefault("tcp.idle_timeout.seconds", timeout)


@wrap(ELBv2Backend, "create_listener")
def _create(
    original: Function,
    self: Any,
    load_balancer_arn: str,
    protocol: str,
    port: Any,
    ssl_policy: str,
    certificate: str | None,
    *arguments: Any,
    **keywords: Any,
) -> Any:
    """Refuse a port that is taken, TLS without a certificate, and targets of the wrong address type."""
    balancer = self.load_balancers.get(load_balancer_arn)
    for listener in balancer.listeners.values() if balancer else ():
        if str(listener.port) == str(port):
            raise DuplicateListenerError()
    if protocol in SECURE:
        _check_certificate(self, certificate)
    actions = keywords.get("actions") or (arguments[0] if arguments else None) or []
    if settings.strict and balancer:
        forwarding.check(self, balancer, protocol, actions)
        if balancer.type == "network":
            _check_addresses(self, balancer, protocol, actions)
    listener = original(
        self, load_balancer_arn, protocol, port, ssl_policy, certificate, *arguments, **keywords
    )
    forwarding.complete(balancer.type if balancer else "", listener.default_actions)
    return listener


@replace(Response)
def modify_listener(self: Any) -> ActionResult:
    """Change what the request names, for every protocol."""
    backend = self.elbv2_backend
    (listener,) = backend.describe_listeners(
        load_balancer_arn=None, listener_arns=[self._get_param("ListenerArn")]
    )
    policy = self._get_param("SslPolicy")
    if policy is not None and policy not in SSL_POLICIES:
        raise ClientError("SSLPolicyNotFound", f"Policy {policy} not found")
    protocol = self._get_param("Protocol") or listener.protocol
    certificates = [c["CertificateArn"] for c in self._get_param("Certificates", []) or []]
    if protocol in SECURE:
        _check_certificate(backend, (certificates or listener.certificates or [None])[0])
    _check_port(backend, listener, self._get_param("Port"))
    balancer = backend.load_balancers[listener.load_balancer_arn]
    wanted = self._get_param("DefaultActions", []) or []
    if settings.strict:
        forwarding.check(backend, balancer, protocol, wanted)
    actions = [FakeAction(action) for action in wanted]
    backend._validate_actions(actions)
    forwarding.complete(balancer.type, actions)
    listener.protocol = protocol
    listener.port = self._get_param("Port") or listener.port
    listener.ssl_policy = policy or listener.ssl_policy
    if self._get_param("AlpnPolicy") is not None:
        listener.alpn_policy = self._get_param("AlpnPolicy")
    if certificates:
        # The first certificate is the default one; those added for other names stay.
        listener.certificate = certificates[0]
        others = [arn for arn in listener.certificates[1:] if arn not in certificates]
        listener.certificates = certificates + others
    if actions:
        listener.default_actions = actions
        listener._default_rule[0].actions = actions
    _fit_protocol(listener)
    return ActionResult({"Listeners": [listener]})


def _check_addresses(backend: Any, balancer: Any, protocol: str, actions: list[Any]) -> None:
    """Compare the address type of target groups with the load balancer and the protocol.

    Source: User Guide for Network Load Balancers, "Create a listener", "Create a target group".
    """
    is_dualstack = balancer.ip_address_type == "dualstack"
    arns = [group["TargetGroupArn"] for action in actions for group in forwarding.tuples(action)]
    for arn in arns:
        group = backend.target_groups.get(arn)
        family = getattr(group, "ip_address_type", None) or "ipv4"
        if family == "ipv6" and not is_dualstack:
            raise ClientError(
                "InvalidConfigurationRequest",
                f"Target group '{arn}' with IPv6 addresses needs a dualstack load balancer",
            )
        if family == "ipv4" and is_dualstack and protocol in ("UDP", "TCP_UDP"):
            raise ClientError(
                "InvalidConfigurationRequest",
                f"Listener protocol '{protocol}' of a dualstack load balancer needs a target group "
                "with IPv6 addresses",
            )


def _check_certificate(backend: Any, arn: str | None) -> None:
    if arn is None:
        raise ClientError(
            "CertificateNotFound", "A certificate must be specified for secure listeners"
        )
    if not backend._certificate_exists(certificate_arn=arn):
        raise ClientError("CertificateNotFound", f"Certificate '{arn}' not found")


def _check_port(backend: Any, listener: Any, port: Any) -> None:
    balancer = backend.load_balancers[listener.load_balancer_arn]
    for other in balancer.listeners.values() if port is not None else ():
        if other is not listener and str(other.port) == str(port):
            raise DuplicateListenerError()
