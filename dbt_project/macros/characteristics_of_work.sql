{# The categories of fig_27 ... fig_31 and txt_031: each has a cell, a count of 0 too. #}

{# R60 #}
{% macro performance_types() -%}
    (
        values
        ('voltijds'), ('deeltijds'), ('kort of onregelmatig'), ('onbepaald'), ('mix'),
        ('zelfstandige'), ('werkzoekend'), ('niet beschikbaar')
    )
{%- endmacro %}

{# R61 #}
{% macro worker_classes() -%}
    (
        values
        ('arbeider'), ('bediende'), ('ambtenaar'), ('andere'), ('zelfstandige'), ('mix'),
        ('werkzoekend'), ('niet beschikbaar')
    )
{%- endmacro %}

{# R62 #}
{% macro numbers_of_employers() -%}
    (values ('1'), ('2'), ('3 of meer'), ('werkzoekend'), ('niet beschikbaar'))
{%- endmacro %}
