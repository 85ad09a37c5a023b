{#
    R71: the CTEs `splits` and `counted` of txt_015: of leavers with a wage job, those of whom a company number is known;
    over all, per group (R11), and per study area of BSO (R12). `schooljaar`: what the exit years are counted under;
    `also`: a join that it needs.
#}
{% macro internship_number_coverage(schooljaar, also='') %}
splits as (
    select
        listed.onderwijsvorm,
        listed.stageverplichting,
        'alle' as studiegebied
    from {{ alle_and_three_groups() }} as listed (onderwijsvorm, stageverplichting)
    union all
    select
        'BSO' as onderwijsvorm,
        'alle' as stageverplichting,
        listed.studiegebied
    from {{ alle_and_three_study_areas() }} as listed (studiegebied)
    where listed.studiegebied <> 'alle'
),

counted as (
    select
        {{ schooljaar }} as schooljaar,
        splits.onderwijsvorm,
        splits.stageverplichting,
        splits.studiegebied,
        'stagenummer bekend' as categorie,
        sum(case when mart.has_stagenummer then mart.n_leavers else 0 end) as aantal,
        sum(mart.n_leavers) as noemer
    from {{ ref('internship_employer') }} as mart
    {{ also }}
    inner join splits
        on
            splits.onderwijsvorm in ('alle', mart.onderwijsvorm)
            and splits.stageverplichting in ('alle', mart.stageverplichting)
            and splits.studiegebied in ('alle', mart.studiegebied)
    -- nothing is known when no filings are delivered
    where mart.has_stagenummer is not null
    group by {{ schooljaar }}, splits.onderwijsvorm, splits.stageverplichting, splits.studiegebied
)
{% endmacro %}
