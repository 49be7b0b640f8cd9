// AWS PrivateLink patterns as components: services, endpoints, hubs of endpoints, ways to other Regions.
package privatelink
