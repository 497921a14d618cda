/** The life of videos after their import: counted again, edited, gone, back. */
package dev.reelport.upkeep;
