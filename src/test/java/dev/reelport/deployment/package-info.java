/** What runs the service in production, held against what the service really is. */
package dev.reelport.deployment;
