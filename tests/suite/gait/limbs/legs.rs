//! Steps of feet and shanks against force plates.
