package dev.reelport.testing.youtube;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Titles and descriptions: plain ones, and ones in many scripts, as real channels have them. */
final class Fiction {

  private static final String[] SUBJECTS = {
    "Building a brick oven",
    "Sourdough for beginners",
    "The night train to Lisbon",
    "Modular synth jam",
    "How tides work",
    "Repairing a 1972 bicycle",
    "Chess endgames explained",
    "A walk through Kyoto",
    "Rust in 20 minutes",
    "Growing tomatoes",
    "Portrait lighting",
    "Restoring an old radio",
    "Linear algebra, visually",
    "Street food of Oaxaca"
  };
  private static final String[] WORLD_TITLES = {
    "Größe & Maß: Fußböden schleifen",
    "Où est passée l’été ? – ça va déjà",
    "東京の夜を歩く【4K】",
    "서울 지하철 첫차 브이로그",
    "كيف تصنع القهوة العربية",
    "איך לאפות חלה",
    "Как собрать гитару своими руками",
    "हिंदी में गणित: भिन्न",
    "วิธีทำผัดไทย",
    "Z̷a̴l̸g̵o̶ e\u0301tude n\u0303o\u0308",
    "Tom & Jerry's \"best\" 50% – 'it's #1'",
    "Ελληνικά: ο αργαλειός",
    "Cooking 🍳 with fire 🔥🔥",
    "Family vlog 👨‍👩‍👧‍👦 in 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "𝓕𝓪𝓷𝓬𝔂 𝔱𝔦𝔱𝔩𝔢 𝕤𝕥𝕪𝕝𝕖",
    "snake_case and kebab-case",
    "   spaces   everywhere   ",
    "C:\\temp\\new ${x} {0} %s"
  };
  private static final String[] RARE_TITLES = {
    "🎉🎉🎉", "Private video", "Deleted video", "...", "—"
  };
  private static final String[] SENTENCES = {
    "In this video we take it step by step. ",
    "Links to everything are below. ",
    "Thank you for 100,000 subscribers! 🎉 ",
    "00:00 Intro\n03:21 The hard part\n12:45 Result\n",
    "https://example.com/a?b=c&d=e#f\n\n",
    "Recorded with natural light only. ",
    "すべてのリンクは概要欄にあります。",
    "Музыка: автор. ",
    "שלום לכולם! ",
    "#diy #howto #2026\n",
    "Zutaten: 500 g Mehl, 10 g Salz … ",
    "👩🏽‍🔬🧪 Science time! "
  };
  private static final int MAX_TITLE_CHARACTERS = 100;
  private static final int MAX_DESCRIPTION_BYTES = 5000;

  private Fiction() {}

  static String channelTitle(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return "Channel " + Long.toString(random.nextLong(46_656), 36);
  }

  static String plainTitle(SplittableRandom random) {
    return pick(SUBJECTS, random) + ", part " + (1 + random.nextInt(40));
  }

  static String plainDescription(SplittableRandom random) {
    return pick(SUBJECTS, random) + ". " + SENTENCES[random.nextInt(2)].strip();
  }

  static String title(SplittableRandom random) {
    int kind = random.nextInt(100);
    if (kind < 2) {
      return pick(RARE_TITLES, random);
    }
    if (kind < 35) {
      return pick(WORLD_TITLES, random);
    }
    if (kind < 40) {
      StringBuilder longTitle = new StringBuilder();
      while (longTitle.codePointCount(0, longTitle.length()) < MAX_TITLE_CHARACTERS) {
        longTitle.append(pick(WORLD_TITLES, random)).append(" | ");
      }
      return longTitle.substring(0, longTitle.offsetByCodePoints(0, MAX_TITLE_CHARACTERS));
    }
    return kind < 70 ? plainTitle(random) : pick(SUBJECTS, random);
  }

  static String description(SplittableRandom random) {
    int sentences = random.nextInt(5) == 0 ? random.nextInt(150) : random.nextInt(12);
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    for (int i = 0; i < sentences; i++) {
      String sentence = pick(SENTENCES, random);
      bytes += sentence.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_DESCRIPTION_BYTES) {
        break;
      }
      text.append(sentence);
    }
    return text.toString();
  }

  private static String pick(String[] choices, SplittableRandom random) {
    return choices[random.nextInt(choices.length)];
  }
}
