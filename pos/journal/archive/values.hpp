#pragma once

// The values of pos/base and pos/money stand in every record. Their layouts are frozen for ever, so
// they carry no version byte. Said here, before any archive sees one, and nowhere else.

#include <boost/serialization/level.hpp>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/money/currency.hpp"
#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"
#include "pos/money/turnover.hpp"

BOOST_CLASS_IMPLEMENTATION(pos::Date, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::LocalTime, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Instant, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Ulid, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Currency, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Money, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Turnover, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Quantity, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::UnitPrice, boost::serialization::object_serializable)
BOOST_CLASS_IMPLEMENTATION(pos::Rate, boost::serialization::object_serializable)
