"""Everything that knows Flask: routes, forms and page models, by audience."""
