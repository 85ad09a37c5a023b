with label as (
    -- R71: all complete cohorts together
    select min(schooljaar) || '..' || max(schooljaar) as schooljaar
    from {{ ref('exit_quarters') }}
    where is_complete
),

{{ internship_number_coverage('label.schooljaar', also='cross join label') }}

{{ cells_of('txt_015', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'studiegebied']) }}
