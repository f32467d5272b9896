#pragma once

#include "app/till/shell/model.hpp"

namespace till::shell {

/// Brings a model that was just made to its first screen; its effects ask for tabs and tiles. What
/// `said` holds is the first thing that is said.
Effects start(Model& model, const Context& context);

/// Applies one action: the only outputs are the model and the effects. Nothing waits here for a
/// device, the disk or the network.
///
/// ensures: what is drawn is refreshed (see present.hpp); no scan is lost: one that comes while the
///          register waits is kept and taken up when it may be
Effects update(Model& model, const Action& action, const Context& context);

}  // namespace till::shell
