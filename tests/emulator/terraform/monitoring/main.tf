# Flow logs, buckets, topics, queues, log groups, roles, alarms, dashboards.

data "aws_caller_identity" "me" {}
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_cloudwatch_log_group" "l" {
  name              = "/emu/flow"
  retention_in_days = 30
}
resource "aws_iam_role" "r" {
  name               = "emu-flow"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "vpc-flow-logs.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}
resource "aws_iam_role_policy" "r" {
  name   = "p"
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "*" }] })
}
resource "aws_flow_log" "cw" {
  vpc_id                   = aws_vpc.v.id
  traffic_type             = "ALL"
  log_destination_type     = "cloud-watch-logs"
  log_destination          = aws_cloudwatch_log_group.l.arn
  iam_role_arn             = aws_iam_role.r.arn
  max_aggregation_interval = 60
  tags                     = { Name = "cw" }
}
resource "aws_s3_bucket" "b" {
  bucket        = "emu-flow-bucket"
  force_destroy = true
  tags          = { Name = "b" }
}
resource "aws_s3_bucket_versioning" "b" {
  bucket = aws_s3_bucket.b.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}
resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = aws_s3_bucket.b.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_lifecycle_configuration" "b" {
  bucket = aws_s3_bucket.b.id
  rule {
    id     = "x"
    status = "Enabled"
    filter {}
    expiration { days = 30 }
  }
}
resource "aws_flow_log" "s3" {
  vpc_id               = aws_vpc.v.id
  traffic_type         = "REJECT"
  log_destination_type = "s3"
  log_destination      = aws_s3_bucket.b.arn
}
resource "aws_sns_topic" "t" {
  name              = "emu"
  kms_master_key_id = "alias/aws/sns"
}
resource "aws_sns_topic_subscription" "s" {
  topic_arn = aws_sns_topic.t.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.q.arn
}
resource "aws_sqs_queue" "q" { name = "emu" }
resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "emu"
  namespace           = "AWS/PrivateLinkServices"
  metric_name         = "RstPacketsReceived"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = 1
  period              = 60
  statistic           = "Sum"
  alarm_actions       = [aws_sns_topic.t.arn]
}
resource "aws_cloudwatch_dashboard" "d" {
  dashboard_name = "emu"
  dashboard_body = jsonencode({ widgets = [] })
}
