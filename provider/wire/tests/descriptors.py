"""Writes the protocol descriptors of the installed `pulumi` package to standard output.

The output is a serialized `google.protobuf.FileDescriptorSet`.
"""

import sys

from google.protobuf import descriptor_pb2
from pulumi.runtime.proto import (
    alias_pb2,
    callback_pb2,
    engine_pb2,
    errors_pb2,
    plugin_pb2,
    provider_pb2,
    resource_pb2,
    source_pb2,
    status_pb2,
)

MODULES = [
    alias_pb2,
    callback_pb2,
    engine_pb2,
    errors_pb2,
    plugin_pb2,
    provider_pb2,
    resource_pb2,
    source_pb2,
    status_pb2,
]

descriptors = descriptor_pb2.FileDescriptorSet()
for module in MODULES:
    module.DESCRIPTOR.CopyToProto(descriptors.file.add())
sys.stdout.buffer.write(descriptors.SerializeToString())
