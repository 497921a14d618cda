/** People's grants to their YouTube: how they are asked for, kept, renewed and given back. */
package dev.reelport.connections;
