package main

import (
	"context"
	"maps"
	"slices"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/structpb"
)

// features is what the monitor of Pulumi 3.255 can do, under the names that older SDKs ask for.
var features = []string{
	"secrets", "resourceReferences", "outputValues", "aliasSpecs", "replacementTrigger", "deletedWith", "replaceWith",
	"transforms", "invokeTransforms", "parameterization", "resourceHooks", "errorHooks", "sendsOptionsToHooks",
}

func (m *monitor) SupportsFeature(
	_ context.Context, request *pulumirpc.SupportsFeatureRequest,
) (*pulumirpc.SupportsFeatureResponse, error) {
	return &pulumirpc.SupportsFeatureResponse{HasSupport: slices.Contains(features, request.GetId())}, nil
}

func (m *monitor) GetDeploymentInfo(context.Context, *emptypb.Empty) (*pulumirpc.DeploymentInfo, error) {
	var supported []pulumirpc.ResourceMonitorFeature
	for feature := range pulumirpc.ResourceMonitorFeature_name {
		supported = append(supported, pulumirpc.ResourceMonitorFeature(feature))
	}
	return &pulumirpc.DeploymentInfo{
		Project: project, Stack: stack, Organization: organization, Parallel: parallel(), SupportedFeatures: supported,
	}, nil
}

// Invoke echoes the arguments and adds what the cloud makes up.
func (m *monitor) Invoke(
	_ context.Context, request *pulumirpc.ResourceInvokeRequest,
) (*pulumirpc.InvokeResponse, error) {
	made, known := m.answers.Invokes[request.GetTok()]
	if !known {
		return nil, status.Errorf(codes.Unknown, "nobody knows the function %s", request.GetTok())
	}
	result, err := structpb.NewStruct(made)
	if err != nil {
		return nil, err
	}
	maps.Copy(result.Fields, request.GetArgs().GetFields())
	return &pulumirpc.InvokeResponse{Return: result}, nil
}

func (m *monitor) RegisterPackage(
	_ context.Context, request *pulumirpc.RegisterPackageRequest,
) (*pulumirpc.RegisterPackageResponse, error) {
	return &pulumirpc.RegisterPackageResponse{Ref: request.GetName() + "-" + request.GetVersion()}, nil
}

func (m *monitor) SignalAndWaitForShutdown(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.violate("SignalAndWaitForShutdown was called, which only the program may do")
	return &emptypb.Empty{}, nil
}

// Log is where the engine shows messages. There is nothing to warn about in the inputs of a benchmark.
func (m *monitor) Log(_ context.Context, request *pulumirpc.LogRequest) (*emptypb.Empty, error) {
	if request.GetSeverity() >= pulumirpc.LogSeverity_WARNING {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.violate("%s: %s", request.GetSeverity(), request.GetMessage())
	}
	return &emptypb.Empty{}, nil
}

func (m *monitor) GetRootResource(
	context.Context, *pulumirpc.GetRootResourceRequest,
) (*pulumirpc.GetRootResourceResponse, error) {
	return &pulumirpc.GetRootResourceResponse{Urn: stackURN()}, nil
}

func (m *monitor) RequirePulumiVersion(
	context.Context, *pulumirpc.RequirePulumiVersionRequest,
) (*pulumirpc.RequirePulumiVersionResponse, error) {
	return &pulumirpc.RequirePulumiVersionResponse{}, nil
}
