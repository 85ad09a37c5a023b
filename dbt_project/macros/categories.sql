{# Lists that several publications share: each category has a cell, a count of 0 too. #}

{# R56 #}
{% macro start_quarters() -%}
    (values ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('niet beschikbaar'))
{%- endmacro %}

{# R57 #}
{% macro first_employments() -%}
    (
        values
        ('1'), ('2'), ('3'), ('4'), ('5'), ('6'), ('7'), ('8'), ('geen tewerkstelling'), ('arbeidsmarkt verlaten')
    )
{%- endmacro %}

{# R12 #}
{% macro three_study_areas() -%}
    ('{{ var("drie_studiegebieden") | join("', '") }}')
{%- endmacro %}
