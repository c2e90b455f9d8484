// How a name sounds, as far as its Hangul and its Latin spelling agree: 한울셀텍 and Hanul Celltec.
// Consonants fold into seven classes, since Korean writes b, v, f and p alike, or r and l; what
// one spelling leaves open (ch, th, g before e, r before a consonant) gives several keys.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sarye {

// The consonant skeletons of a name in Hangul (one key) or in Latin letters (up to sixteen),
// sorted. Empty: another script, both scripts, or fewer than three consonants, which say too
// little. Legal forms (㈜, Inc.) do not count. Digits stay.
std::vector<std::string> sound_keys(std::string_view name);

// How alike a Hangul and a Latin spelling sound, 0 to 1000: the mean of the likeness of their
// skeletons and of the whole, vowels at half weight. 0 where one of them has no sound key. A
// Chinese name may take the place of the Hangul one if all its characters are those that write the
// sounds of foreign names (阿里巴巴); what that gives is a guess, so it has no key.
int sound_likeness(std::string_view other, std::string_view latin);

// Whether they are alike enough to be one name where nothing else is: an equal skeleton, and a
// likeness of 800 for five consonants and more, of 910 for three or four.
bool sounds_alike(std::string_view hangul, std::string_view latin);

}  // namespace sarye
