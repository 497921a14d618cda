/** The HTTP door: resources, who may come in, and what people are told when something is wrong. */
package dev.reelport.api;
