"""A local AWS for tests: moto's server with the PrivateLink side of AWS filled in.

Three programs share this package:

* ``python -m awsemu`` serves the AWS APIs on a loopback port;
* ``python -m awsemu.inventory`` reads the state of an account back through those APIs, as one
  canonical JSON document in which two deployments of the same thing are equal;
* ``python -m awsemu.cfn`` deploys CloudFormation templates through them.

No file of moto is changed: :mod:`awsemu.patches` replaces single functions of it when the server
starts, and :mod:`awsemu.cloudformation` and :mod:`awsemu.route53profiles` are services of their own.
"""
