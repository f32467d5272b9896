#pragma once

#include "app/till/shell/model.hpp"
#include "app/till/ui/text_key.hpp"

namespace till::shell {

/// Gives the register a command: its effects are appended, a refusal is said in words with a sound.
/// Where somebody can approve what this person may not do, they are asked. Returns whether it was
/// done.
bool tell(Model& model, const pos::sale::Command& command, const Context& context,
          Effects& effects);
/// The same with somebody else's approval.
bool tell_approved(Model& model, const pos::sale::Command& command,
                   const pos::sale::Approval& approval, const Context& context, Effects& effects);

/// The words for a refusal.
ui::TextKey words_for(pos::sale::Refusal refusal);

void say(Model& model, common::Level level, std::string words);
void refuse(Model& model, std::string words, Effects& effects);

}  // namespace till::shell
