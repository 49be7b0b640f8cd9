// Offers an Application Load Balancer that is already there to one other account.
package payments;

import com.pulumi.Pulumi;
import io.privatelink.privatelink.PrivateLinkService;
import io.privatelink.privatelink.PrivateLinkServiceArgs;
import io.privatelink.privatelink.enums.TargetType;
import io.privatelink.privatelink.inputs.ListenerArgs;
import io.privatelink.privatelink.inputs.LoadBalancerArgs;
import io.privatelink.privatelink.inputs.SubnetArgs;
import io.privatelink.privatelink.inputs.TargetArgs;
import java.util.List;
import java.util.Map;

public final class App {
    public static void main(String[] args) {
        Pulumi.run(ctx -> {
            var config = ctx.config();
            var service = new PrivateLinkService("payments", PrivateLinkServiceArgs.builder()
                .name("payments")
                .vpcId(config.require("vpcId"))
                .loadBalancer(LoadBalancerArgs.builder()
                    .subnets(Map.of(
                        "use1-az1", SubnetArgs.builder().subnetId(config.require("subnetA")).build(),
                        "use1-az2", SubnetArgs.builder().subnetId(config.require("subnetB")).build()))
                    .build())
                .listeners(Map.of("http", ListenerArgs.builder()
                    .port(80)
                    .targetType(TargetType.Alb)
                    .targets(Map.of("app", TargetArgs.builder().id(config.require("albArn")).build()))
                    .build()))
                .allowedPrincipals(List.of("arn:aws:iam::222222222222:root"))
                .build());

            // What the security group of the Application Load Balancer has to let in.
            ctx.export("securityGroupId", service.securityGroupId());
            ctx.export("serviceName", service.serviceName());
        });
    }
}
