#pragma once

#include <functional>

#include "app/till/sounds/cue.hpp"

namespace till::sounds {

/// Plays a cue and returns once it was heard; false where there is nothing to play it on.
using Speaker = std::function<bool(Cue)>;

/// The sound card that the system plays on by default, through the ALSA library. That is looked
/// for with the first cue: a machine without it, or without a card, is a till all the same. A card
/// that somebody else holds counts as none.
Speaker sound_card();
/// The bell of the display, whose pitch and length are set: what is left without a card.
Speaker bell();
/// The first of the two that plays it.
Speaker usual_speaker();

}  // namespace till::sounds
