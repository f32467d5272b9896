#pragma once

// All controls a screen is made of.
#include "app/till/ui/buttons.hpp"
#include "app/till/ui/fields.hpp"
#include "app/till/ui/frame.hpp"
#include "app/till/ui/lists.hpp"
#include "app/till/ui/panels.hpp"
#include "app/till/ui/panes.hpp"
#include "app/till/ui/tiles.hpp"
