#pragma once

#include <boost/serialization/level.hpp>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"

// The plain values inside events: their members never change, so no version byte precedes them.

BOOST_CLASS_IMPLEMENTATION(pos::Instant, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Date, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::LocalTime, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Ulid, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Currency, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Money, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Quantity, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::UnitPrice, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Rate, boost::serialization::object_serializable)
