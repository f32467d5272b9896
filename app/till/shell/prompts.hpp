#pragma once

#include "app/till/shell/model.hpp"

namespace till::shell {

/// The question for `subject`, about the chosen line where it is about one. Empty when there is
/// nothing to ask about (no line chosen).
std::optional<prompt::Model> ask(const Model& model, prompt::Subject subject,
                                 const Context& context);

/// Carries the answer out; false leaves the prompt open with the reason in it.
bool answer(Model& model, prompt::Model& prompt, const Context& context, Effects& effects);

}  // namespace till::shell
