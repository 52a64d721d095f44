//! Objects to tables, lists, wide and custom views. Pure: the width comes in.
